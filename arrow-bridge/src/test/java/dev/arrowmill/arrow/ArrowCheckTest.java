package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrowCheckTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private VarCharVector texts() {
    VarCharVector v = new VarCharVector("t", allocator);
    v.setSafe(0, new Text("ab"));
    v.setSafe(1, new Text("cde"));
    v.setValueCount(2);
    return v;
  }

  private static void refuses(FieldVector v, String problem) {
    assertThatThrownBy(() -> ArrowCheck.check(v, null, "f.arrow", "record batch 3, column t"))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("f.arrow: record batch 3, column t ")
        .hasMessageContaining(problem);
  }

  @Test
  void goodTextIsLeftAlone() {
    try (VarCharVector v = texts()) {
      assertThatCode(() -> ArrowCheck.check(v, null, "f", "column t")).doesNotThrowAnyException();
    }
  }

  @Test
  void offsetsMustAscendAndStayInside() {
    try (VarCharVector v = texts()) {
      v.getOffsetBuffer().setInt(4, 9);
      refuses(v, "descending");
      v.getOffsetBuffer().setInt(4, -2);
      refuses(v, "negative");
      v.getOffsetBuffer().setInt(4, 2);
      v.getOffsetBuffer().setInt(8, 1 << 30);
      refuses(v, "has an offset of 1073741824");
    }
  }

  @Test
  void buffersMustCoverTheRows() {
    try (IntVector v = new IntVector("t", allocator);
        ArrowBuf validity = allocator.buffer(8);
        ArrowBuf values = allocator.buffer(8)) {
      validity.setOne(0, 8L);
      v.loadFieldBuffers(new ArrowFieldNode(50, 1), List.of(validity, values));
      refuses(v, "needs 200 bytes of values");
    }
  }

  @Test
  void listsMustStayInTheirElements() {
    try (ListVector v = ListVector.empty("t", allocator)) {
      v.addOrGetVector(FieldType.nullable(new ArrowType.Int(32, true)));
      v.allocateNew();
      v.startNewValue(0);
      ((IntVector) v.getDataVector()).setSafe(0, 5);
      v.endValue(0, 1);
      v.getDataVector().setValueCount(1);
      v.setValueCount(1);
      v.getOffsetBuffer().setInt(4, 2);
      refuses(v, "has an offset of 2 and 1 elements");
    }
  }

  @Test
  void timestampsMustFitMicroseconds() {
    try (TimeStampSecVector v = new TimeStampSecVector("t", allocator)) {
      v.setSafe(0, Long.MIN_VALUE);
      v.setValueCount(1);
      refuses(v, "too large for microseconds");
    }
  }

  @Test
  void codesMustHaveAnEntry() {
    DictionaryEncoding encoding = new DictionaryEncoding(4, false, new ArrowType.Int(32, true));
    DecodedDictionaries dictionaries = new DecodedDictionaries();
    FieldType type = new FieldType(true, encoding.getIndexType(), encoding);
    try (VarCharVector entries = texts();
        IntVector codes = (IntVector) type.createNewSingleVector("c", allocator, null)) {
      codes.setSafe(0, 2);
      codes.setValueCount(1);
      assertThatThrownBy(() -> ArrowCheck.check(codes, dictionaries, "f", "column c"))
          .hasMessageContaining("dictionary 4");
      dictionaries.put(new Dictionary(entries, encoding));
      assertThatThrownBy(() -> ArrowCheck.check(codes, dictionaries, "f", "column c"))
          .isInstanceOf(TableFormatException.class)
          .hasMessageContaining("has code 2 in a dictionary of 2");
      codes.setNull(0);
      ArrowCheck.check(codes, dictionaries, "f", "column c");
    }
  }
}
