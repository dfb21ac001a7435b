package hma.master.switchover;

/** The service stops: nothing is compensated, the journal says where the next start goes on. */
final class ServiceStopping extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServiceStopping() {
    super("the service is stopping; the switchover goes on when it starts again");
  }
}
