package dev.arrowmill.jobs.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads flags, and the YAML file that {@code --config} names; flags win. */
public final class SettingsReader {
  /** The key that names a YAML file. */
  public static final Key<String> CONFIG =
      Key.text(
          "config",
          "FILE.yaml",
          "YAML file with the same keys as the flags, without dashes; flags win");

  private final List<Key<?>> keys;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> values = new TreeMap<>();

  private SettingsReader(List<Key<?>> keys) {
    this.keys = keys;
  }

  /** Reads the arguments of a job; what cannot be understood becomes a problem of the settings. */
  public static Settings read(CommandSpec spec, List<Key<?>> keys, List<String> args) {
    SettingsReader reader = new SettingsReader(keys);
    List<String> words = reader.flags(spec, args);
    return new Settings(reader.values, words, reader.problems);
  }

  /** A picocli command that knows the keys; it is also what prints {@code --help}. */
  public static CommandSpec spec(String name, List<Key<?>> keys) {
    CommandSpec spec = CommandSpec.create().name(name);
    for (Key<?> key : keys) {
      OptionSpec.Builder option = OptionSpec.builder("--" + key.name()).description(key.help());
      if (key.isFlag()) {
        option.arity("0").type(Boolean.class);
      } else {
        option.arity("1").type(String.class).paramLabel(key.placeholder());
      }
      spec.addOption(option.build());
    }
    spec.parser().unmatchedArgumentsAllowed(true).unmatchedOptionsArePositionalParams(false);
    spec.parser().overwrittenOptionsAllowed(true);
    return spec;
  }

  private List<String> flags(CommandSpec spec, List<String> args) {
    CommandLine command = new CommandLine(spec);
    List<String> unmatched = List.of();
    Map<String, String> given = new TreeMap<>();
    try {
      CommandLine.ParseResult result = command.parseArgs(args.toArray(new String[0]));
      unmatched = result.unmatched();
      for (OptionSpec option : result.matchedOptions()) {
        given.put(option.longestName().substring(2), String.valueOf((Object) option.getValue()));
      }
    } catch (CommandLine.ParameterException e) {
      problems.add(
          new Problem(
              "arguments", String.join(" ", args), String.valueOf(e.getMessage()), "see --help"));
    }
    String config = given.get(CONFIG.name());
    if (config != null) {
      file(config);
    }
    values.putAll(given);
    return words(unmatched);
  }

  private List<String> words(List<String> unmatched) {
    List<String> words = new ArrayList<>();
    for (String text : unmatched) {
      if (text.startsWith("-") && text.length() > 1) {
        unknown(
            text.replaceFirst("^-+", "").replaceFirst("=.*", ""),
            "",
            "is not a flag of this job",
            "--");
      } else {
        words.add(text);
      }
    }
    return words;
  }

  private void unknown(String name, String value, String what, String dashes) {
    List<String> names = keys.stream().map(Key::name).toList();
    String near = Suggest.closest(name, names);
    String fix =
        near.isEmpty()
            ? "use one of " + names.stream().map(n -> dashes + n).collect(Collectors.joining(", "))
            : "did you mean " + dashes + near + "?";
    problems.add(new Problem(name, value, what, fix));
  }

  private void file(String config) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(Path.of(config)));
    } catch (JsonProcessingException e) {
      problems.add(new Problem("config", config, "is not YAML: " + place(e), "mend the file"));
      return;
    } catch (IOException e) {
      problems.add(
          new Problem("config", config, "cannot be read: " + e, "give a file that exists"));
      return;
    }
    if (!root.isObject()) {
      problems.add(
          new Problem(
              "config", config, "holds no 'key: value' lines", "write one setting per line"));
      return;
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = root.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> e = it.next();
      if (keys.stream().anyMatch(k -> k.name().equals(e.getKey()))) {
        entry(e.getKey(), e.getValue());
      } else {
        unknown(
            e.getKey(), e.getValue().asText(), "is not a key of this job (in " + config + ")", "");
      }
    }
  }

  private static String place(JsonProcessingException e) {
    String message = e.getOriginalMessage().strip().lines().findFirst().orElse("").strip();
    JsonLocation at = e.getLocation();
    return at == null ? message : message + " (line " + at.getLineNr() + ")";
  }

  private void entry(String key, JsonNode node) {
    if (node.isNull()) {
      problems.add(new Problem(key, "", "has no value", "write one after the colon"));
    } else if (node.isValueNode()) {
      values.put(key, node.asText());
    } else if (node.isArray()) {
      List<String> parts = new ArrayList<>();
      node.forEach(part -> parts.add(part.asText()));
      values.put(key, String.join(",", parts));
    } else {
      problems.add(
          new Problem(key, node.toString(), "has keys of its own", "give one value or a list"));
    }
  }
}
