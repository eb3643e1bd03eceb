package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.SourceIdentity.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceIdentityTest {
  private static List<Stamp> stamps(int files) {
    List<Stamp> out = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      out.add(new Stamp("part-" + i, 100 + i, "crc" + i));
    }
    return out;
  }

  /** What a checkpoint keeps: everything but the names. */
  private static SourceIdentity saved(SourceIdentity s) {
    return new SourceIdentity(
        s.files(), s.rows(), s.bytes(), s.digest(), s.marks(), Collections.emptyList());
  }

  private static String changes(List<Stamp> before, List<Stamp> now) {
    return SourceIdentity.of(now, 7).changesSince(saved(SourceIdentity.of(before, 7)));
  }

  @Test
  void theSameFilesHaveNotChanged() {
    assertThat(changes(stamps(5), stamps(5))).isEmpty();
    assertThat(saved(SourceIdentity.of(stamps(5), 7))).isEqualTo(SourceIdentity.of(stamps(5), 7));
  }

  @Test
  void changedNewAndMissingFilesAreNamed() {
    List<Stamp> now = stamps(6);
    now.set(2, new Stamp("part-2", 102, "other"));
    now.remove(4);
    assertThat(changes(stamps(5), now))
        .contains("file part-2 has changed")
        .contains("file part-5 is new")
        .contains("file number 5 of 5 is missing (it came after part-3)")
        .contains("saved with 5 files");
    List<Stamp> all = new ArrayList<>();
    stamps(9).forEach(s -> all.add(new Stamp(s.name(), s.bytes() + 1, s.detail())));
    assertThat(changes(stamps(9), all)).contains("part-4 has changed and 4 more");
  }

  @Test
  void manyFilesKeepOnlyTheirTotal() {
    SourceIdentity many = SourceIdentity.of(stamps(49), 7);
    assertThat(many.marks()).isEmpty();
    List<Stamp> other = stamps(49);
    other.set(7, new Stamp("part-7", 107, "other"));
    assertThat(changes(stamps(49), other)).startsWith("saved with 49 files").contains("now 49");
    assertThat(SourceIdentity.of(stamps(48), 7).marks()).hasSize(48 * SourceIdentity.MARK);
  }

  @Test
  void severalSourcesAreOneAndStillNameTheirFiles() {
    SourceIdentity a = SourceIdentity.of(stamps(2), 7);
    List<Stamp> other = stamps(2);
    other.set(1, new Stamp("part-1", 101, "other"));
    SourceIdentity both = SourceIdentity.combine(List.of(a, a));
    SourceIdentity changed = SourceIdentity.combine(List.of(a, SourceIdentity.of(other, 7)));
    assertThat(both.files()).isEqualTo(4);
    assertThat(both.rows()).isEqualTo(14);
    assertThat(changed.changesSince(saved(both)))
        .startsWith("file part-1 has changed (saved with 4 files");
    assertThat(SourceIdentity.combine(List.of(a))).isSameAs(a);
    SourceIdentity unknown = SourceIdentity.of(stamps(1), -1);
    assertThat(SourceIdentity.combine(List.of(a, unknown)).rows()).isEqualTo(-1);
  }
}
