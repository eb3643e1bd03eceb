package dev.arrowmill.arrow.parquet.meta;

import dev.arrowmill.arrow.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a footer's flat list of schema elements into columns: plain structs are opened, lists of
 * one level kept (also the two-level lists of old writers), everything else is named and refused.
 */
final class SchemaTree {
  private static final int MAX_DEPTH = 64;

  private final List<SchemaElement> elements;
  private final List<Leaf> leaves = new ArrayList<>();
  private int at;
  private int chunks;

  private SchemaTree(List<SchemaElement> elements) {
    this.elements = elements;
  }

  /** The columns of a schema, and how many chunks a row group has. */
  record Columns(List<Leaf> leaves, int chunks) {}

  static Columns of(List<SchemaElement> elements) {
    if (elements.isEmpty()) {
      throw new Damaged("no schema");
    }
    SchemaTree tree = new SchemaTree(elements);
    SchemaElement root = tree.next();
    for (int i = 0; i < root.children(); i++) {
      tree.column("", 0, 0);
    }
    Set<String> names = new HashSet<>();
    for (Leaf leaf : tree.leaves) {
      if (!names.add(leaf.name())) {
        throw new Damaged("two columns are named " + leaf.name());
      }
    }
    return new Columns(List.copyOf(tree.leaves), tree.chunks);
  }

  private SchemaElement next() {
    if (at >= elements.size()) {
      throw new Damaged("schema of " + elements.size() + " elements ends early");
    }
    return elements.get(at++);
  }

  private void column(String prefix, int def, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Damaged("schema nested deeper than " + MAX_DEPTH);
    }
    SchemaElement e = next();
    String name = prefix + e.name();
    int own = def + (e.isOptional() ? 1 : 0);
    if (e.isStruct() && e.children() > 0) {
      for (int i = 0; i < e.children(); i++) {
        column(name + ".", own, depth + 1);
      }
    } else if (e.isRepeated() && !e.isGroup()) {
      // A repeated value without a list around it is a list that is always there.
      leaf(name, e, e, new Levels(def + 1, 1, def), depth > 0);
    } else if (e.isList() && e.children() == 1 && !e.isRepeated()) {
      list(name, e, own, depth);
    } else if (e.isGroup()) {
      refuse(name, e, depth > 0);
    } else {
      leaf(name, e, e, new Levels(own, 0, 0), depth > 0);
    }
  }

  /** Definition level of a value, repetition level, definition level of a list that is there. */
  private record Levels(int def, int rep, int list) {}

  private void list(String name, SchemaElement outer, int def, int depth) {
    SchemaElement middle = next();
    if (middle.isRepeated() && !middle.isGroup()) {
      leaf(name, outer, middle, new Levels(def + 1, 1, def), depth > 0);
      return;
    }
    boolean isStruct =
        middle.children() != 1
            || middle.name().equals("array")
            || middle.name().equals(outer.name() + "_tuple");
    SchemaElement element = isStruct || at >= elements.size() ? null : elements.get(at);
    if (!middle.isRepeated() || element == null || element.isGroup() || element.isRepeated()) {
      at--;
      skip(0);
      leaves.add(new Leaf(name, null, outer.describe(), null, depth > 0));
      return;
    }
    at++;
    int elementDef = def + 1 + (element.isOptional() ? 1 : 0);
    leaf(name, outer, element, new Levels(elementDef, 1, def), depth > 0);
  }

  private void leaf(String name, SchemaElement named, SchemaElement e, Levels l, boolean nested) {
    int index = chunks++;
    Kind kind = e.kind();
    if (e.children() > 0) {
      throw new Damaged("column " + name + " is a value and has children");
    }
    if (kind == null) {
      leaves.add(new Leaf(name, null, named.describe(), null, nested));
      return;
    }
    Leaf.Store store =
        new Leaf.Store(
            index, e.physical(), kind, e.length(), e.scale(), l.def(), l.rep(), l.list());
    ColumnType type = l.rep() == 0 ? kind.type() : kind.type().list();
    leaves.add(new Leaf(name, type, describe(named, e), store, nested));
  }

  private static String describe(SchemaElement named, SchemaElement e) {
    return named.equals(e) ? e.describe() : "list of " + e.describe();
  }

  private void refuse(String name, SchemaElement e, boolean nested) {
    for (int i = 0; i < e.children(); i++) {
      skip(0);
    }
    leaves.add(new Leaf(name, null, e.describe(), null, nested));
  }

  /** Passes over an element and what is below it, counting its chunks. */
  private void skip(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Damaged("schema nested deeper than " + MAX_DEPTH);
    }
    SchemaElement e = next();
    if (!e.isGroup()) {
      chunks++;
    }
    for (int i = 0; i < e.children(); i++) {
      skip(depth + 1);
    }
  }

  static @Nullable Leaf find(List<Leaf> leaves, String name) {
    for (Leaf leaf : leaves) {
      if (leaf.name().equals(name)) {
        return leaf;
      }
    }
    return null;
  }
}
