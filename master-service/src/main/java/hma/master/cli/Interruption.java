package hma.master.cli;

/** A signal that ends a command before its work is done, and what becomes of that work. */
final class Interruption {
  private volatile boolean happened;
  private volatile String left = "";

  /** Says what becomes of the work from now on, if a signal comes. */
  void leaves(String whatBecomesOfIt) {
    left = whatBecomesOfIt;
  }

  /** What becomes of it; blank where nothing was begun. */
  String left() {
    return left;
  }

  void happens() {
    happened = true;
  }

  /** Whether what fails now fails since everything is being closed. */
  boolean hasHappened() {
    return happened;
  }
}
