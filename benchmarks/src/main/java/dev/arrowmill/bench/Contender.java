package dev.arrowmill.bench;

/** One side of a comparison, prepared to do the same work again and again. */
interface Contender extends AutoCloseable {

  String name();

  /** Does the work once and returns its wall time in seconds. */
  double seconds() throws Exception;

  @Override
  default void close() {}

  /** A contender in this JVM. */
  static Contender of(String name, Runnable work) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double seconds() {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
      }
    };
  }
}
