package dev.arrowmill.tensor.emit.ptx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a module of one entry: the part of PTX that our kernels use, and nothing else. */
final class PtxParser {
  private static final Pattern SHARED =
      Pattern.compile("\\.shared \\.align (\\d+) \\.b8 (\\w+)\\[(\\d+)];");
  private static final Pattern REGISTER = Pattern.compile("\\.reg \\.(\\w+) (%[a-z]+)<(\\d+)>;");
  private static final Pattern PARAMETER = Pattern.compile("\\.param \\.(\\w+) (\\w+),?");
  private static final Pattern INSTRUCTION =
      Pattern.compile("(?:@%p(\\d+) )?([a-zA-Z0-9.]+)(?: (.*))?;");

  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<String, Integer> symbols = new HashMap<>();
  private final Map<String, Integer> registers = new HashMap<>();
  private final List<Map.Entry<String, String>> parameters = new ArrayList<>();
  private final List<PtxEntry.Line> lines = new ArrayList<>();
  private String name = "";
  private int threads;
  private int shared;

  private PtxParser() {}

  static PtxEntry parse(String module) {
    if (!module.startsWith(PtxKernel.HEADER)) {
      throw new PtxFault("module without header: " + module.lines().findFirst().orElse(""));
    }
    PtxParser p = new PtxParser();
    String[] text = module.split("\n");
    int at = 0;
    for (String line : text) {
      if (line.strip().matches("\\w+:")) {
        p.labels.put(line.strip().replace(":", ""), at);
      } else if (isInstruction(line)) {
        at++;
      }
    }
    for (int i = 0; i < text.length; i++) {
      p.line(text[i], i + 1);
    }
    return new PtxEntry(p.name, p.parameters, p.registers, p.shared, p.threads, p.lines);
  }

  private static boolean isInstruction(String line) {
    return line.startsWith("\t") && line.endsWith(";") && !line.startsWith("\t.");
  }

  private void line(String raw, int number) {
    String s = raw.strip();
    Matcher m;
    if (s.startsWith(".visible .entry ")) {
      name = s.substring(".visible .entry ".length(), s.length() - 1);
    } else if (s.startsWith(".maxntid ")) {
      threads = Integer.parseInt(s.substring(".maxntid ".length(), s.indexOf(',')));
    } else if ((m = SHARED.matcher(s)).matches()) {
      int align = Integer.parseInt(m.group(1));
      shared = (shared + align - 1) / align * align;
      symbols.put(m.group(2), shared);
      shared += Integer.parseInt(m.group(3));
    } else if ((m = REGISTER.matcher(s)).matches()) {
      registers.put(m.group(1), Integer.parseInt(m.group(3)));
    } else if ((m = PARAMETER.matcher(s)).matches()) {
      parameters.add(Map.entry(m.group(2), m.group(1)));
    } else if (isInstruction(raw)) {
      instruction(s, number);
    } else if (!isKnown(s)) {
      throw new PtxFault(name + " line " + number + ": not understood: " + s);
    }
  }

  private static boolean isKnown(String s) {
    return s.isEmpty()
        || s.matches("[(){}]|\\w+:")
        || s.matches("\\.version \\d\\.\\d|\\.target sm_\\d+|\\.address_size 64");
  }

  private void instruction(String s, int number) {
    Matcher m = INSTRUCTION.matcher(s);
    if (!m.matches()) {
      throw new PtxFault(name + " line " + number + ": not understood: " + s);
    }
    int guard = m.group(1) == null ? -1 : Integer.parseInt(m.group(1));
    String[] operands = m.group(3) == null ? new String[0] : m.group(3).split(", ");
    try {
      PtxEntry.Step step = new PtxSteps(labels, symbols, parameters).step(m.group(2), operands);
      lines.add(new PtxEntry.Line(number, s, guard, step));
    } catch (RuntimeException e) {
      throw new PtxFault(name + " line " + number + ": " + s + ": " + e);
    }
  }
}
