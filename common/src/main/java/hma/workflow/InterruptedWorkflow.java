package hma.workflow;

/** The service is stopping: the workflow ends where it is and its journal says where to go on. */
public final class InterruptedWorkflow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InterruptedWorkflow(Throwable cause) {
    super("interrupted because the service is stopping", cause);
  }
}
