package dev.arrowmill.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;

/**
 * A small server that speaks MLflow's documented REST interface from plain JSON, without MLflow's
 * classes, and misbehaves on request.
 */
@NullUnmarked
final class FakeMlflow implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";

  /** What a run's server side holds. */
  static final class Stored {
    final ObjectNode info = JSON.createObjectNode();
    final Map<String, String> params = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, ObjectNode> metrics = new LinkedHashMap<>();
  }

  /**
   * A fault that meets one request: a status, or 0 for no answer, or -1 for work done and no
   * answer.
   */
  record Fault(int status, String retryAfter) {}

  final Map<String, String> experiments = Collections.synchronizedMap(new LinkedHashMap<>());
  final Map<String, Stored> runs = Collections.synchronizedMap(new LinkedHashMap<>());
  final Map<String, byte[]> artifacts = Collections.synchronizedMap(new TreeMap<>());
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeMlflow(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    calls.add(exchange.getRequestMethod() + " " + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault = faults.poll();
    if (fault != null && fault.status() == 200) {
      fault = null;
    }
    if (fault != null && fault.status() > 0) {
      if (!fault.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", fault.retryAfter());
      }
      answer(
          exchange,
          fault.status(),
          "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":\"later\"}");
      return;
    }
    if (fault != null && fault.status() == 0) {
      sleep();
      return;
    }
    int status = 200;
    String answer;
    try {
      answer = dispatch(path, query(exchange), body);
    } catch (Refusal e) {
      status = e.status;
      answer =
          JSON.createObjectNode()
              .put("error_code", e.code)
              .put("message", e.getMessage())
              .toString();
    }
    if (fault != null) {
      sleep();
      return;
    }
    answer(exchange, status, answer);
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> all = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] kv = pair.split("=", 2);
      all.put(kv[0], URLDecoder.decode(kv[1], StandardCharsets.UTF_8));
    }
    return all;
  }

  private String dispatch(String path, Map<String, String> query, byte[] body) {
    String artifactApi = "/api/2.0/mlflow-artifacts/artifacts/";
    if (path.startsWith(artifactApi)) {
      artifacts.put(path.substring(artifactApi.length()), body);
      return "{}";
    }
    JsonNode in = body.length == 0 ? JSON.createObjectNode() : read(body);
    return switch (path.substring(API.length())) {
      case "experiments/get-by-name" -> experimentByName(query.get("experiment_name"));
      case "experiments/create" -> createExperiment(in.get("name").asText());
      case "experiments/search" -> searchExperiments();
      case "runs/create" -> createRun(in);
      case "runs/search" -> searchRuns(in);
      case "runs/log-batch" -> logBatch(in);
      case "runs/update" -> update(in);
      case "runs/get" -> wrap("run", json(run(query.get("run_id"))));
      case "metrics/get-history" -> history(run(query.get("run_id")), query.get("metric_key"));
      default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", path);
    };
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String wrap(String name, JsonNode value) {
    ObjectNode out = JSON.createObjectNode();
    out.set(name, value);
    return out.toString();
  }

  private ObjectNode experiment(String name, String id) {
    return JSON.createObjectNode()
        .put("experiment_id", id)
        .put("name", name)
        .put("artifact_location", "mlflow-artifacts:/" + id)
        .put("lifecycle_stage", "active")
        .put("a_field_of_a_newer_server", 1);
  }

  private String experimentByName(String name) {
    String id = experiments.get(name);
    if (id == null) {
      throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
    }
    return wrap("experiment", experiment(name, id));
  }

  private String createExperiment(String name) {
    if (experiments.containsKey(name)) {
      throw new Refusal(400, "RESOURCE_ALREADY_EXISTS", name);
    }
    experiments.put(name, String.valueOf(experiments.size() + 1));
    return JSON.createObjectNode().put("experiment_id", experiments.get(name)).toString();
  }

  private String searchExperiments() {
    ArrayNode all = JSON.createArrayNode();
    experiments.forEach((name, id) -> all.add(experiment(name, id)));
    return wrap("experiments", all);
  }

  private String createRun(JsonNode in) {
    String id = "run" + runs.size();
    Stored run = new Stored();
    run.info
        .put("run_id", id)
        .put("run_name", in.get("run_name").asText())
        .put("status", "RUNNING");
    run.info.put("experiment_id", in.get("experiment_id").asText());
    run.info.put("start_time", in.get("start_time").asLong());
    run.info.put(
        "artifact_uri",
        "mlflow-artifacts:/" + in.get("experiment_id").asText() + "/" + id + "/artifacts");
    in.path("tags").forEach(t -> run.tags.put(t.get("key").asText(), t.get("value").asText()));
    runs.put(id, run);
    return wrap("run", json(run));
  }

  private String searchRuns(JsonNode in) {
    String filter = in.path("filter").asText();
    ArrayNode found = JSON.createArrayNode();
    List<Stored> newestFirst = new ArrayList<>(runs.values());
    Collections.reverse(newestFirst);
    for (Stored run : newestFirst) {
      String local = "tags.`arrowmill.local_id` = '" + run.tags.get("arrowmill.local_id") + "'";
      boolean inExperiment =
          in.get("experiment_ids").get(0).asText().equals(run.info.get("experiment_id").asText());
      if (inExperiment && (filter.isEmpty() || filter.equals(local))) {
        found.add(json(run));
      }
    }
    return wrap("runs", found);
  }

  private String logBatch(JsonNode in) {
    Stored run = run(in.get("run_id").asText());
    in.path("params").forEach(p -> run.params.put(p.get("key").asText(), p.get("value").asText()));
    in.path("tags").forEach(t -> run.tags.put(t.get("key").asText(), t.get("value").asText()));
    synchronized (run.metrics) {
      in.path("metrics").forEach(m -> run.metrics.put(m.toString(), (ObjectNode) m));
    }
    return "{}";
  }

  private String update(JsonNode in) {
    Stored run = run(in.get("run_id").asText());
    run.info.put("status", in.get("status").asText()).put("end_time", in.get("end_time").asLong());
    return wrap("run_info", run.info);
  }

  private String history(Stored run, String key) {
    ArrayNode all = JSON.createArrayNode();
    synchronized (run.metrics) {
      run.metrics.values().stream()
          .filter(m -> m.get("key").asText().equals(key))
          .forEach(all::add);
    }
    return wrap("metrics", all);
  }

  private Stored run(String id) {
    Stored run = runs.get(id);
    if (run == null) {
      throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Run with id=" + id + " not found");
    }
    return run;
  }

  private static ObjectNode json(Stored run) {
    ObjectNode data = JSON.createObjectNode();
    data.set("params", pairs(run.params));
    data.set("tags", pairs(run.tags));
    Map<String, ObjectNode> latest = new TreeMap<>();
    synchronized (run.metrics) {
      for (ObjectNode m : run.metrics.values()) {
        ObjectNode old = latest.get(m.get("key").asText());
        if (old == null || old.get("step").asLong() <= m.get("step").asLong()) {
          latest.put(m.get("key").asText(), m);
        }
      }
    }
    data.set("metrics", JSON.createArrayNode().addAll(latest.values()));
    ObjectNode out = JSON.createObjectNode();
    out.set("info", run.info);
    out.set("data", data);
    return out;
  }

  private static ArrayNode pairs(Map<String, String> map) {
    ArrayNode all = JSON.createArrayNode();
    map.forEach((k, v) -> all.addObject().put("key", k).put("value", v));
    return all;
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;
    final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }
}
