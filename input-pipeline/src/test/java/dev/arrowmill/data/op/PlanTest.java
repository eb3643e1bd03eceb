package dev.arrowmill.data.op;

import static dev.arrowmill.data.op.Tables.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Dataset;
import dev.arrowmill.data.DatasetIterator;
import dev.arrowmill.data.Expr;
import dev.arrowmill.data.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;

/** What is rewritten, that the elements stay, and what the source is asked for. */
class PlanTest {
  private static final Options ONE = Options.DEFAULT.threads(1);

  private final ArrowMemory memory = new ArrowMemory(null, 1 << 20);

  /** A source that remembers what it was asked. */
  private static final class Asked implements BatchSource {
    private final BatchSource rows = Tables.arrow(60);
    private final List<ReadRequest> requests = new ArrayList<>();

    @Override
    public List<String> columns() {
      return rows.columns();
    }

    @Override
    public ColumnSchema schema(List<String> columns) {
      return rows.schema(columns);
    }

    @Override
    public List<Split> splits() {
      return rows.splits();
    }

    @Override
    public SourceIdentity identity() {
      return rows.identity();
    }

    @Override
    public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
      requests.add(request);
      return rows.open(request, allocator);
    }
  }

  private static List<String> run(Dataset ds) {
    try (DatasetIterator it = ds.batch(7).iterator()) {
      return texts(it);
    }
  }

  private static void same(UnaryOperator<Dataset> chain) {
    Dataset memory = chain.apply(Dataset.of(Tables.rows(60)).seed(5)).options(ONE);
    Dataset source = chain.apply(Dataset.of(Tables.arrow(60)).seed(5));
    List<String> expected = run(memory);
    for (int threads : new int[] {1, 2, 8}) {
      assertThat(run(source.options(Options.DEFAULT.threads(threads))))
          .as("%s on %d threads", source, threads)
          .isEqualTo(expected);
    }
  }

  @Test
  void operatorsThatChangeNothingAreDropped() {
    Dataset ds = Dataset.range(10).repeat(1).take(-1).skip(0).shard(1, 0).shuffle(1).options(ONE);
    assertThat(ds.explain()).contains("runs:\n  range[10]".replace("[10]", ""));
    assertThat(ds.explain())
        .contains("dropped repeat(1)", "dropped take(-1)", "dropped shuffle(1)");
    same(d -> d.repeat(1).skip(0).shuffle(8).take(-1).shuffle(5));
  }

  @Test
  void droppedOperatorsLeaveTheOrderOfShuffles() {
    same(d -> d.skip(0).repeat(1).shuffle(16));
    assertThat(run(Dataset.range(40).skip(0).shuffle(16).seed(1)))
        .isNotEqualTo(run(Dataset.range(40).shuffle(16).seed(1)));
  }

  @Test
  void filtersJoinAndReachTheSource() {
    Asked source = new Asked();
    Dataset ds =
        Dataset.of(source).filter(Expr.col("id").ge(20)).filter(Expr.col("x").lt(0.5)).options(ONE);
    assertThat(ds.explain())
        .contains("joined two filters to one")
        .contains("where 20.0 <= id <= Infinity, where -Infinity <= x <=");
    run(ds);
    assertThat(source.requests.get(0).where()).hasSize(2);
    same(d -> d.filter(Expr.col("id").ge(20)).filter(Expr.col("x").lt(0.5)));
    same(
        d ->
            d.filter(Expr.col("id").ge(20).or(Expr.col("s").eq("s1")))
                .filter(Expr.col("s").isNotNull()));
  }

  @Test
  void aFilterByCodeStaysWhereItIs() {
    Asked source = new Asked();
    run(Dataset.of(source).filter(r -> r.getLong("id") > 3).filter(Expr.col("id").gt(5)));
    assertThat(source.requests.get(0).where()).isEmpty();
  }

  @Test
  void onlyColumnsThatAreUsedAreRead() {
    Asked source = new Asked();
    Dataset ds = Dataset.of(source).filter(Expr.col("id").lt(9)).select("s").options(ONE);
    run(ds);
    assertThat(source.requests.get(0).columns()).containsExactly("id", "s");
    same(d -> d.filter(Expr.col("id").lt(9)).select("s"));
    same(d -> d.filter(Expr.col("id").lt(9)).exclude("id"));
  }

  @Test
  void skipAndTakeReachTheSource() {
    Asked source = new Asked();
    run(Dataset.of(source).skip(25).take(5).options(ONE));
    assertThat(source.requests).hasSize(1);
    assertThat(source.requests.get(0).firstRow()).isEqualTo(1);
    assertThat(source.requests.get(0).splits().get(0).rowGroup()).isEqualTo(2);
    assertThat(source.requests.get(0).batchRows()).isEqualTo(5);
    for (int skip : new int[] {0, 1, 12, 13, 24, 59, 60, 61, 1000}) {
      same(d -> d.skip(skip).repeat(2));
      same(d -> d.skip(skip).filter(Expr.col("id").ge(15)).take(9));
    }
  }

  @Test
  void mapsJoin() {
    Dataset ds = Dataset.of(Tables.arrow(60)).map(c -> c).map(c -> c.select(List.of("id")));
    assertThat(ds.explain()).contains("joined two maps to one");
    same(d -> d.map(c -> c).map(c -> c.select(List.of("id"))));
  }

  @Test
  void aThreadWorksAheadOfFiles() {
    Options two = Options.DEFAULT.threads(2);
    Dataset shuffled = Dataset.of(Tables.arrow(60)).shuffle(16).batch(4).options(two);
    assertThat(shuffled.explain())
        .contains("a window at a time", "shuffle(16)\n  prefetch(1)\n  batch(4)")
        .contains("one pass");
    assertThat(Dataset.of(Tables.arrow(60)).batch(4).options(two).explain())
        .contains("prefetch(AUTO)");
    assertThat(Dataset.range(9).batch(4).options(two).explain()).doesNotContain("prefetch");
    assertThat(shuffled.options(ONE).explain()).doesNotContain("prefetch");
  }

  @Test
  void statesFitAnyNumberOfThreads() {
    Dataset ds =
        Dataset.of(Tables.arrow(60)).filter(Expr.col("id").ge(3)).shuffle(16).batch(4).seed(3);
    List<String> whole = texts(fresh(ds, 1));
    for (int k = 0; k < whole.size(); k++) {
      for (int from : new int[] {1, 2, 8}) {
        try (DatasetIterator first = fresh(ds, from);
            DatasetIterator second = fresh(ds, from == 1 ? 8 : 1)) {
          for (int i = 0; i < k; i++) {
            Batch unused = first.next();
            assertThat(unused.rows()).isPositive();
          }
          second.restore(first.state());
          assertThat(texts(second)).isEqualTo(whole.subList(k, whole.size()));
        }
      }
    }
  }

  private static DatasetIterator fresh(Dataset ds, int threads) {
    return ds.options(Options.DEFAULT.threads(threads)).iterator();
  }

  @Test
  void aTunedScanGoesOnWhereItIs() {
    Asked source = new Asked();
    Session session =
        Session.of(Settings.DEFAULT.arrangement(), Options.DEFAULT.threads(2), memory);
    Node node = Source.of(source);
    List<Long> ids = new ArrayList<>();
    Context context = Context.of(session, 1, 0);
    try (Stage stage = node.open(context)) {
      for (Chunk c = stage.next(); c != null; c = stage.next()) {
        for (int r = 0; r < c.size(); r++) {
          ids.add(c.columns("test").column("id").getLong(r));
        }
        c.close();
        session.tuner().period(100.0 / context.scan(node).value(), 0.5);
      }
    }
    assertThat(ids).isEqualTo(LongStream.range(0, 60).boxed().toList());
    assertThat(source.requests).hasSizeGreaterThan(2);
    assertThat(source.requests.get(1).batchRows())
        .isEqualTo(2 * source.requests.get(0).batchRows());
    session.workers().close();
    memory.close();
  }
}
