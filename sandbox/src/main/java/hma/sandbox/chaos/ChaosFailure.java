package hma.sandbox.chaos;

/** A run cannot go on; the message says why, for whoever started it. */
final class ChaosFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChaosFailure(String message) {
    super(message);
  }

  ChaosFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
