package dev.arrowmill.arrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells which files of a source differ from a saved identity, by their marks. */
final class SourceChanges {
  private static final int NAME = SourceIdentity.MARK / 2;
  private static final int MOST_NAMED = 5;

  private final SourceIdentity now;
  private final List<String> before;
  private final Map<String, Integer> savedByName;
  private final List<String> changes = new ArrayList<>();

  private SourceChanges(SourceIdentity saved, SourceIdentity now) {
    this.now = now;
    this.before = marks(saved.marks());
    this.savedByName = byName(before);
  }

  static String describe(SourceIdentity saved, SourceIdentity now) {
    String totals = "saved with " + saved + ", now " + now;
    boolean marked =
        !saved.marks().isEmpty()
            && saved.marks().length() == saved.files() * SourceIdentity.MARK
            && now.marks().length() == now.files() * SourceIdentity.MARK
            && now.names().size() == now.files();
    String files = marked ? new SourceChanges(saved, now).compare() : "";
    return files.isEmpty() ? totals : files + " (" + totals + ")";
  }

  private String compare() {
    List<String> here = marks(now.marks());
    List<String> keys = keys(here);
    boolean[] seen = new boolean[before.size()];
    for (int i = 0; i < here.size(); i++) {
      Integer was = savedByName.get(keys.get(i));
      if (was == null) {
        changes.add("file " + now.names().get(i) + " is new");
      } else {
        seen[was] = true;
        if (!before.get(was).equals(here.get(i))) {
          changes.add("file " + now.names().get(i) + " has changed");
        }
      }
    }
    missing(here, seen);
    int more = changes.size() - MOST_NAMED;
    String text = String.join(", ", changes.subList(0, Math.min(MOST_NAMED, changes.size())));
    return more > 0 ? text + " and " + more + " more" : text;
  }

  /** A missing file has no name here: it is told by its neighbour. */
  private void missing(List<String> here, boolean[] seen) {
    Map<String, Integer> hereByName = byName(here);
    List<String> keys = keys(before);
    String previous = "";
    for (int i = 0; i < seen.length; i++) {
      if (seen[i]) {
        int at = hereByName.getOrDefault(keys.get(i), 0);
        previous = " (it came after " + now.names().get(at) + ")";
      } else {
        changes.add("file number " + (i + 1) + " of " + seen.length + " is missing" + previous);
      }
    }
  }

  private static List<String> marks(String all) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < all.length(); i += SourceIdentity.MARK) {
      out.add(all.substring(i, i + SourceIdentity.MARK));
    }
    return out;
  }

  /** The marks' names; the second file of a name, of another folder, is another key. */
  private static List<String> keys(List<String> marks) {
    Map<String, Integer> count = new HashMap<>();
    List<String> out = new ArrayList<>();
    for (String mark : marks) {
      String name = mark.substring(0, NAME);
      out.add(name + count.merge(name, 1, Integer::sum));
    }
    return out;
  }

  private static Map<String, Integer> byName(List<String> marks) {
    Map<String, Integer> out = new HashMap<>();
    keys(marks).forEach(key -> out.put(key, out.size()));
    return out;
  }
}
