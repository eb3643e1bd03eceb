package dev.arrowmill.tracking;

import static java.util.Comparator.comparingLong;

import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mlflow.api.proto.Service;

/**
 * An MLflow server, by its REST interface 2.0.
 *
 * <p>Thread-safe.
 */
final class RestStore implements Store {
  private static final String API = "/api/2.0/mlflow/";
  private static final int PAGE = 1000;

  private final URI base;
  private final RestOptions options;
  private final RestClient client;
  private final Map<String, String> artifactUris = new ConcurrentHashMap<>();

  RestStore(URI base, RestOptions options) {
    this.base = base;
    this.options = options;
    this.client = new RestClient(base, options);
  }

  @Override
  public String uri() {
    return base.toString();
  }

  @Override
  public Path journalDir() {
    return Path.of(".arrowmill", "journal").toAbsolutePath();
  }

  /* A create whose answer was lost may have been done: before it is repeated, the run is looked up by
  the tag that carries its local id. */
  @Override
  public String create(NewRun run) {
    String experimentId = experimentId(run.experiment());
    Retry retry = new Retry(options);
    String found = find(experimentId, run.localId());
    while (found.isEmpty()) {
      try {
        String answer =
            client.postOnce(API + "runs/create", RestMessages.createRun(run, experimentId));
        Service.Run created =
            RestMessages.parse(answer, Service.CreateRun.Response.newBuilder()).getRun();
        artifactUris.put(created.getInfo().getRunId(), created.getInfo().getArtifactUri());
        return created.getInfo().getRunId();
      } catch (TrackingException e) {
        retry.pauseOrThrow(e);
        found = find(experimentId, run.localId());
      }
    }
    return found;
  }

  private String find(String experimentId, String localId) {
    String filter = "tags.`" + NewRun.LOCAL_ID_TAG + "` = '" + localId + "'";
    Service.SearchRuns search =
        Service.SearchRuns.newBuilder()
            .addExperimentIds(experimentId)
            .setFilter(filter)
            .setMaxResults(1)
            .build();
    Service.SearchRuns.Response answer =
        RestMessages.parse(
                client.post(API + "runs/search", RestMessages.json(search)),
                Service.SearchRuns.Response.newBuilder())
            .build();
    return answer.getRunsCount() == 0 ? "" : answer.getRuns(0).getInfo().getRunId();
  }

  private String experimentId(String name) {
    try {
      return experimentByName(name);
    } catch (TrackingException e) {
      if (!e.code().equals(RestErrors.ABSENT)) {
        throw e;
      }
    }
    try {
      Service.CreateExperiment create = Service.CreateExperiment.newBuilder().setName(name).build();
      return RestMessages.parse(
              client.post(API + "experiments/create", RestMessages.json(create)),
              Service.CreateExperiment.Response.newBuilder())
          .getExperimentId();
    } catch (TrackingException e) {
      if (e.code().equals(RestErrors.EXISTS)) {
        return experimentByName(name);
      }
      throw e;
    }
  }

  private String experimentByName(String name) {
    Service.Experiment found =
        RestMessages.parse(
                client.get(API + "experiments/get-by-name?experiment_name=" + encode(name)),
                Service.GetExperimentByName.Response.newBuilder())
            .getExperiment();
    if (found.getLifecycleStage().equals("deleted")) {
      throw TrackingException.of(
          "start: experiment '"
              + name
              + "' is deleted on "
              + base
              + "; restore it or choose another name");
    }
    return found.getExperimentId();
  }

  @Override
  public void log(String runId, Batch batch) {
    client.post(API + "runs/log-batch", RestMessages.logBatch(runId, batch));
  }

  @Override
  public void end(String runId, RunStatus status, long time) {
    Service.UpdateRun update =
        Service.UpdateRun.newBuilder()
            .setRunId(runId)
            .setStatus(Service.RunStatus.valueOf(status.name()))
            .setEndTime(time)
            .build();
    client.post(API + "runs/update", RestMessages.json(update));
  }

  @Override
  public void putText(String runId, String name, String content) {
    String location = artifactUri(runId);
    if (isHere(location)) {
      Artifacts.writeLocal(location, name, content);
    } else {
      client.put(artifactPath(location, name), HttpRequest.BodyPublishers.ofString(content));
    }
  }

  @Override
  public void putFile(String runId, String name, Path file) {
    String location = artifactUri(runId);
    if (isHere(location)) {
      Artifacts.copyLocal(location, name, file);
      return;
    }
    try {
      client.put(artifactPath(location, name), HttpRequest.BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw TrackingException.of("artifact: " + file + " is no longer there", e);
    }
  }

  /** A folder of the server's machine is ours too when the server is on this machine. */
  private boolean isHere(String location) {
    String host = String.valueOf(base.getHost());
    return Artifacts.isLocal(location)
        && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
  }

  private static String artifactPath(String location, String name) {
    URI uri = URI.create(location.replace(" ", "%20"));
    if (!"mlflow-artifacts".equals(uri.getScheme())) {
      throw TrackingException.of(
          "artifact: cannot write to "
              + location
              + " from here; start the server with --serve-artifacts (mlflow-artifacts:)");
    }
    StringBuilder path = new StringBuilder("/api/2.0/mlflow-artifacts/artifacts");
    for (String part : (uri.getPath() + "/" + name).split("/")) {
      if (!part.isEmpty()) {
        path.append('/').append(encode(part));
      }
    }
    return path.toString();
  }

  private String artifactUri(String runId) {
    return artifactUris.computeIfAbsent(runId, id -> get(id).getInfo().getArtifactUri());
  }

  @Override
  public List<Experiment> experiments() {
    List<Experiment> all = new ArrayList<>();
    Service.SearchExperiments.Builder search =
        Service.SearchExperiments.newBuilder().setMaxResults(PAGE).addOrderBy("creation_time ASC");
    while (true) {
      Service.SearchExperiments.Response page =
          RestMessages.parse(
                  client.post(API + "experiments/search", RestMessages.json(search)),
                  Service.SearchExperiments.Response.newBuilder())
              .build();
      page.getExperimentsList().forEach(e -> all.add(RestMessages.experiment(e)));
      if (page.getNextPageToken().isEmpty()) {
        return all;
      }
      search.setPageToken(page.getNextPageToken());
    }
  }

  @Override
  public List<RunSummary> runs(String experimentId) {
    List<RunSummary> all = new ArrayList<>();
    Service.SearchRuns.Builder search =
        Service.SearchRuns.newBuilder()
            .addExperimentIds(experimentId)
            .setMaxResults(PAGE)
            .addOrderBy("attributes.start_time DESC");
    while (true) {
      Service.SearchRuns.Response page =
          RestMessages.parse(
                  client.post(API + "runs/search", RestMessages.json(search)),
                  Service.SearchRuns.Response.newBuilder())
              .build();
      page.getRunsList().forEach(r -> all.add(RestMessages.summary(r)));
      if (page.getNextPageToken().isEmpty()) {
        return all;
      }
      search.setPageToken(page.getNextPageToken());
    }
  }

  @Override
  public RunDetails run(String runId) {
    RunSummary summary = RestMessages.summary(get(runId));
    Map<String, List<MetricPoint>> history = new TreeMap<>();
    for (String key : summary.metrics().keySet()) {
      history.put(key, history(runId, key));
    }
    return new RunDetails(summary, history);
  }

  private List<MetricPoint> history(String runId, String key) {
    List<MetricPoint> all = new ArrayList<>();
    String query =
        API + "metrics/get-history?run_id=" + encode(runId) + "&metric_key=" + encode(key);
    String token = "";
    do {
      String page = token.isEmpty() ? "" : "&page_token=" + encode(token);
      Service.GetMetricHistory.Response answer =
          RestMessages.parse(
                  client.get(query + page), Service.GetMetricHistory.Response.newBuilder())
              .build();
      answer.getMetricsList().forEach(m -> all.add(RestMessages.point(m)));
      token = answer.getNextPageToken();
    } while (!token.isEmpty());
    all.sort(comparingLong(MetricPoint::step).thenComparingLong(MetricPoint::timestamp));
    return all;
  }

  private Service.Run get(String runId) {
    return RestMessages.parse(
            client.get(API + "runs/get?run_id=" + encode(runId)),
            Service.GetRun.Response.newBuilder())
        .getRun();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {}
}
