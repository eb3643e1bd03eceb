package dev.arrowmill.tracking;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with a limit on everything: connection, each attempt with its body, and all attempts of a
 * call together. Status 429, 5xx, lost connections and timeouts are tried again after a doubling
 * pause ({@code Retry-After} is honoured up to the limit).
 *
 * <p>Thread-safe. Credentials come from MLflow's environment variables {@code
 * MLFLOW_TRACKING_TOKEN} or {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}.
 */
final class RestClient {
  private final URI base;
  private final RestOptions options;
  private final HttpClient http;
  private final @Nullable String authorization;

  RestClient(URI base, RestOptions options) {
    this.base = base;
    this.options = options;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.connect())
            .build();
    this.authorization = authorization();
  }

  String get(String pathAndQuery) {
    return call("GET", pathAndQuery, HttpRequest.BodyPublishers.noBody(), null);
  }

  String post(String path, String json) {
    return call("POST", path, HttpRequest.BodyPublishers.ofString(json), "application/json");
  }

  /** One attempt only, for a request that must not be repeated blindly. */
  String postOnce(String path, String json) {
    return attempt(
        "POST",
        path,
        HttpRequest.BodyPublishers.ofString(json),
        "application/json",
        options.request());
  }

  void put(String path, HttpRequest.BodyPublisher body) {
    call("PUT", path, body, "application/octet-stream");
  }

  private String call(
      String method, String path, HttpRequest.BodyPublisher body, @Nullable String type) {
    Retry retry = new Retry(options);
    while (true) {
      try {
        return attempt(method, path, body, type, retry.nextLimit());
      } catch (TrackingException e) {
        retry.pauseOrThrow(e);
      }
    }
  }

  private String attempt(
      String method,
      String path,
      HttpRequest.BodyPublisher body,
      @Nullable String type,
      Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(limit).method(method, body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> response = send(request.build(), limit);
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    throw RestErrors.of(method + " " + path, response);
  }

  private HttpResponse<String> send(HttpRequest request, Duration limit) {
    CompletableFuture<HttpResponse<String>> future =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return future.get(limit.toMillis() + 50, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw lost(request, "no answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof IOException) {
        boolean refused = cause instanceof ConnectException;
        throw lost(request, refused ? "cannot connect" : cause.toString(), cause);
      }
      throw TrackingException.of(request.method() + " " + request.uri() + ": " + cause, cause);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw lost(request, "interrupted", e);
    }
  }

  private static TrackingException lost(HttpRequest request, String how, Throwable cause) {
    return new TrackingException(
        request.method() + " " + request.uri() + ": " + how, true, "", cause);
  }

  private static @Nullable String authorization() {
    String token = System.getenv("MLFLOW_TRACKING_TOKEN");
    if (token != null) {
      return "Bearer " + token;
    }
    String user = System.getenv("MLFLOW_TRACKING_USERNAME");
    String password = System.getenv("MLFLOW_TRACKING_PASSWORD");
    if (user == null || password == null) {
      return null;
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
