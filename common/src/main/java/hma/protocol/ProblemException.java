package hma.protocol;

/** A failure that carries the {@link Problem} to tell the other side. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Without a cause: the problem says it all. */
  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** The problem to tell. */
  public Problem problem() {
    return problem;
  }
}
