package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Einstein's summation: operands are multiplied and summed over the labels that the output lacks.
 * Pairs of operands become batched matrix products, from left to right.
 */
public final class Einsum {
  static final OpSpec SPEC =
      OpSpec.of("einsum", "sum of products over labels that the output lacks, as in ij,jk->ik")
          .anySizes(x -> of("abc,adc->bda", x, x))
          .sample(r -> inputs(r, 3), t -> of("bij,bjk->bik", t[0], t[1]))
          .sample(r -> inputs(r, 3), t -> of("...ij,...jk->...ki", t[0], t[1]))
          .sample(r -> inputs(r, 3), t -> of("abc,bce->a", t[0], t[1].transpose(0, 1)))
          .sample(r -> inputs(r, 2), t -> of("ii->i", t[0]))
          .sample(r -> inputs(r, 2), t -> of("ij,jk,kl->il", t[0], t[1], t[0]));

  private Einsum() {}

  private static Tensor[] inputs(dev.arrowmill.tensor.random.Rng r, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 3);
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, dims), OpSpec.uniform(r.fold(2), -2, 2, dims)
    };
  }

  /**
   * Evaluates an equation such as {@code "bhqd,bhkd->bhqk"}; without an arrow the output has the
   * labels that occur once, in alphabetical order. An ellipsis stands for further dimensions.
   *
   * @throws IllegalArgumentException when labels do not fit the operands or sizes differ
   */
  public static Tensor of(String equation, Tensor... operands) {
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    String[] terms = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
    if (terms.length != operands.length) {
      throw error(equation, terms.length + " terms for " + operands.length + " operands");
    }
    int wide = 0;
    for (int i = 0; i < terms.length; i++) {
      if (terms[i].contains("...")) {
        wide = Math.max(wide, operands[i].rank() - (terms[i].length() - 3));
      }
    }
    List<Tensor> tensors = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      Labelled l = single(equation, terms[i], operands[i], wide);
      tensors.add(l.tensor());
      labels.add(l.labels());
    }
    String out = arrow < 0 ? implicit(terms, wide) : expand(text.substring(arrow + 2), wide, wide);
    return reduce(equation, tensors, labels, out);
  }

  /** A tensor whose dimensions have one letter each, all different. */
  private record Labelled(Tensor tensor, String labels) {}

  private static IllegalArgumentException error(String equation, String what) {
    return new IllegalArgumentException("einsum: " + what + " in " + equation);
  }

  /** Letters for an ellipsis of n dimensions, the last ones of the common ellipsis. */
  private static String expand(String term, int n, int wide) {
    StringBuilder dots = new StringBuilder();
    for (int i = wide - n; i < wide; i++) {
      dots.append((char) ('0' + i));
    }
    return term.replace("...", dots);
  }

  private static String implicit(String[] terms, int wide) {
    String all = String.join("", terms).replace("...", "");
    StringBuilder out = new StringBuilder(expand("...", wide, wide));
    for (char c : new TreeSet<>(all.chars().mapToObj(c -> (char) c).toList())) {
      if (all.indexOf(c) == all.lastIndexOf(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static Labelled single(String equation, String term, Tensor x, int wide) {
    boolean dots = term.contains("...");
    int n = dots ? x.rank() - (term.length() - 3) : 0;
    String labels = expand(term, n, wide);
    if (n < 0 || labels.length() != x.rank()) {
      throw error(equation, "term " + term + " does not fit operand " + x.shape());
    }
    Tensor t = x;
    for (int i = 0; i < labels.length(); i++) {
      int j = labels.indexOf(labels.charAt(i), i + 1);
      if (j > 0) {
        char c = labels.charAt(i);
        if (t.size(i) != t.size(j)) {
          throw error(equation, "label " + c + " has sizes " + t.size(i) + " and " + t.size(j));
        }
        t = Diagonal.of(t, 0, i, j);
        labels = labels.substring(0, i) + labels.substring(i + 1, j) + labels.substring(j + 1) + c;
        i = -1;
      }
    }
    return new Labelled(t, labels);
  }

  private static Tensor reduce(
      String equation, List<Tensor> tensors, List<String> labels, String out) {
    Labelled left = new Labelled(tensors.get(0), labels.get(0));
    for (int i = 1; i < tensors.size(); i++) {
      String later = out + String.join("", labels.subList(i + 1, labels.size()));
      left = product(equation, left, new Labelled(tensors.get(i), labels.get(i)), later);
    }
    Tensor y = sumOut(left, out).tensor();
    String have = sumOut(left, out).labels();
    int[] order = new int[out.length()];
    for (int i = 0; i < order.length; i++) {
      order[i] = have.indexOf(out.charAt(i));
      if (order[i] < 0 || out.indexOf(out.charAt(i)) != i) {
        throw error(equation, "output label " + out.charAt(i) + " is unknown or repeated");
      }
    }
    return y.permute(order);
  }

  /** Sums over the labels that nobody needs any more. */
  private static Labelled sumOut(Labelled x, String needed) {
    StringBuilder kept = new StringBuilder();
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < x.labels().length(); i++) {
      if (needed.indexOf(x.labels().charAt(i)) < 0) {
        dims.add(i);
      } else {
        kept.append(x.labels().charAt(i));
      }
    }
    if (dims.isEmpty()) {
      return x;
    }
    int[] d = dims.stream().mapToInt(i -> i).toArray();
    return new Labelled(Sum.of(x.tensor(), d, false), kept.toString());
  }

  private static Labelled product(String equation, Labelled a, Labelled b, String later) {
    Labelled x = sumOut(a, later + b.labels());
    Labelled w = sumOut(b, later + a.labels());
    StringBuilder batch = new StringBuilder();
    StringBuilder inner = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (char c : x.labels().toCharArray()) {
      boolean shared = w.labels().indexOf(c) >= 0;
      (!shared ? rows : later.indexOf(c) >= 0 ? batch : inner).append(c);
    }
    StringBuilder columns = new StringBuilder();
    for (char c : w.labels().toCharArray()) {
      if (x.labels().indexOf(c) < 0) {
        columns.append(c);
      }
    }
    int[] nb = sizes(equation, batch, x, w);
    int[] ni = sizes(equation, inner, x, w);
    int[] nr = sizes(equation, rows, x, x);
    int[] nc = sizes(equation, columns, w, w);
    Tensor l = arrange(x, batch, nb, rows, nr, inner, ni);
    Tensor r = arrange(w, batch, nb, inner, ni, columns, nc);
    int[] dims = new int[nb.length + nr.length + nc.length];
    System.arraycopy(nb, 0, dims, 0, nb.length);
    System.arraycopy(nr, 0, dims, nb.length, nr.length);
    System.arraycopy(nc, 0, dims, nb.length + nr.length, nc.length);
    return new Labelled(l.matmul(r).reshape(dims), batch.toString() + rows + columns);
  }

  /** The common sizes of labels, where 1 broadcasts. */
  private static int[] sizes(String equation, CharSequence labels, Labelled x, Labelled w) {
    int[] n = new int[labels.length()];
    for (int i = 0; i < n.length; i++) {
      char c = labels.charAt(i);
      int a = x.tensor().size(x.labels().indexOf(c));
      int b = w.tensor().size(w.labels().indexOf(c));
      if (a != b && a != 1 && b != 1) {
        throw error(equation, "label " + c + " has sizes " + a + " and " + b);
      }
      n[i] = a == 1 ? b : a;
    }
    return n;
  }

  /** x as [batch, first, second], each group in one dimension. */
  private static Tensor arrange(
      Labelled x,
      CharSequence batch,
      int[] nb,
      CharSequence first,
      int[] nf,
      CharSequence second,
      int[] ns) {
    String order = batch.toString() + first + second;
    int[] axes = new int[order.length()];
    int[] dims = new int[order.length()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = x.labels().indexOf(order.charAt(i));
      int f = i - nb.length;
      dims[i] = f < 0 ? nb[i] : f < nf.length ? nf[f] : ns[f - nf.length];
    }
    Tensor t = x.tensor().permute(axes).expand(dims);
    return t.reshape(product(nb), product(nf), product(ns));
  }

  private static int product(int[] n) {
    int p = 1;
    for (int i : n) {
      p *= i;
    }
    return p;
  }
}
