package hma.postgres;

/** Failures of futures, to be thrown. */
final class Failures {
  private Failures() {}

  /** The failure itself where it may be thrown anywhere, else wrapped. */
  static RuntimeException unchecked(Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
