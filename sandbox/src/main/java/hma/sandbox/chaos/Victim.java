package hma.sandbox.chaos;

/** What runs as dynos and can be struck. */
enum Victim {
  /** One of the two masters: the one that leads or the one that waits, as it happens. */
  FIRST_MASTER("the first master"),
  /** The other one. */
  SECOND_MASTER("the second master"),
  /** Whoever leads, and the stand-in with it. */
  BOTH_MASTERS("both masters"),
  /** It runs only during a switchover. */
  AGENT("the agent"),
  /** The worker of whichever side, listed or not. */
  WORKER("the worker");

  private final String label;

  Victim(String label) {
    this.label = label;
  }

  /** As it reads in the trace. */
  String label() {
    return label;
  }
}
