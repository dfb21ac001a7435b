package hma.sandbox.demo;

/** The demo cannot go on; the message says what happened, for the person who started it. */
public final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }

  DemoFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** What to tell of any failure: after a signal it is the signal, whatever it made fail. */
  public static String reason(Exception failure) {
    if (Thread.currentThread().isInterrupted() || isInterrupt(failure)) {
      return "it was stopped by a signal";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static boolean isInterrupt(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof InterruptedException || (cause != null && isInterrupt(cause));
  }
}
