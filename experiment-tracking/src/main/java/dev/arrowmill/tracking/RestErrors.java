package dev.arrowmill.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** What a server's refusal means: MLflow's error code, and whether to ask again. */
final class RestErrors {
  static final String ABSENT = "RESOURCE_DOES_NOT_EXIST";
  static final String EXISTS = "RESOURCE_ALREADY_EXISTS";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 300;

  private RestErrors() {}

  static TrackingException of(String call, HttpResponse<String> response) {
    int status = response.statusCode();
    String code = "";
    String message = response.body();
    try {
      JsonNode body = JSON.readTree(response.body());
      code = body.path("error_code").asText();
      message = body.path("message").asText(message);
    } catch (JsonProcessingException e) {
      message = response.body();
    }
    boolean retryable = status == 429 || status == 408 || status >= 500;
    return new TrackingException(
        call + ": status " + status + " " + code + " " + Limits.cut(message, SHOWN),
        retryable,
        code,
        pauseMillis(response),
        null);
  }

  private static long pauseMillis(HttpResponse<String> response) {
    String after = response.headers().firstValue("Retry-After").orElse("");
    return after.matches("\\d{1,6}") ? 1000L * Long.parseLong(after) : 0;
  }
}
