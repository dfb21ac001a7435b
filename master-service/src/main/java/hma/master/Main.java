package hma.master;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Starts the service. */
  public static void main(String[] arguments) {}
}
