package hma.sync;

/** How rows are cut for their way. */
public final class Chunks {
  /** The most bytes of one chunk: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private Chunks() {}
}
