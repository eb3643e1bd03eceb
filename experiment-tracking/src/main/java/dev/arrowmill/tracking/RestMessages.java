package dev.arrowmill.tracking;

import java.util.Map;
import java.util.TreeMap;
import org.mlflow.api.proto.Service;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;
import org.mlflow_project.google.protobuf.Message;
import org.mlflow_project.google.protobuf.MessageOrBuilder;
import org.mlflow_project.google.protobuf.util.JsonFormat;

/** Between MLflow's protobuf messages, their JSON, and our types. */
final class RestMessages {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private RestMessages() {}

  static String json(MessageOrBuilder message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw TrackingException.of("tracking: cannot write a message: " + e.getMessage(), e);
    }
  }

  /** Fills the builder from JSON; an answer that is not MLflow's is an error that may pass. */
  static <B extends Message.Builder> B parse(String json, B builder) {
    try {
      PARSER.merge(json, builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw new TrackingException(
          "tracking: the server's answer is not MLflow's ("
              + e.getMessage()
              + "): "
              + Limits.cut(json, 200),
          true,
          "",
          e);
    }
  }

  static String logBatch(String runId, Batch batch) {
    Service.LogBatch.Builder b = Service.LogBatch.newBuilder().setRunId(runId);
    for (MetricPoint m : batch.metrics()) {
      b.addMetrics(
          Service.Metric.newBuilder()
              .setKey(m.key())
              .setValue(m.value())
              .setTimestamp(m.timestamp())
              .setStep(m.step()));
    }
    batch.params().forEach((k, v) -> b.addParams(Service.Param.newBuilder().setKey(k).setValue(v)));
    batch.tags().forEach((k, v) -> b.addTags(Service.RunTag.newBuilder().setKey(k).setValue(v)));
    return json(b);
  }

  static String createRun(NewRun run, String experimentId) {
    Service.CreateRun.Builder b =
        Service.CreateRun.newBuilder()
            .setExperimentId(experimentId)
            .setRunName(run.name())
            .setStartTime(run.startTime())
            .setUserId(run.tags().getOrDefault("mlflow.user", ""));
    run.tags().forEach((k, v) -> b.addTags(Service.RunTag.newBuilder().setKey(k).setValue(v)));
    return json(b);
  }

  static MetricPoint point(Service.Metric m) {
    return new MetricPoint(m.getKey(), m.getValue(), m.getTimestamp(), m.getStep());
  }

  static RunSummary summary(Service.Run run) {
    Service.RunInfo info = run.getInfo();
    Map<String, String> params = new TreeMap<>();
    run.getData().getParamsList().forEach(p -> params.put(p.getKey(), p.getValue()));
    Map<String, MetricPoint> metrics = new TreeMap<>();
    run.getData().getMetricsList().forEach(m -> metrics.put(m.getKey(), point(m)));
    Map<String, String> tags = new TreeMap<>();
    run.getData().getTagsList().forEach(t -> tags.put(t.getKey(), t.getValue()));
    return new RunSummary(
        info.getRunId(),
        info.getRunName(),
        info.getExperimentId(),
        RunStatus.valueOf(info.getStatus().name()),
        info.getStartTime(),
        info.getEndTime(),
        info.getArtifactUri(),
        params,
        metrics,
        tags);
  }

  static Experiment experiment(Service.Experiment e) {
    return new Experiment(e.getExperimentId(), e.getName(), e.getArtifactLocation());
  }
}
