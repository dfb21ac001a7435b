package hma.sandbox;

/** The sandbox could not be started; the message is for its user and says what to do. */
public final class SandboxFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SandboxFailure(String message) {
    super(message);
  }

  SandboxFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
