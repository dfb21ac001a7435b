package hma.protocol;

/** The failures of the agent's interface itself, by their codes. */
public final class AgentProblems {
  /** The session was never opened here, or the agent has restarted since. */
  public static final String UNKNOWN_SESSION = "unknown-session";

  /** The session was open here and is not any more. */
  public static final String SESSION_DROPPED = "session-dropped";

  /** No operation, export or import of this id is known here. */
  public static final String UNKNOWN_OPERATION = "unknown-operation";

  /** The id was used before, for something else. */
  public static final String ID_REUSED = "id-reused";

  /** Nothing is served at this path with this method. */
  public static final String UNKNOWN_PATH = "unknown-path";

  /** What was sent can't be read as what it should be. */
  public static final String INVALID_MESSAGE = "invalid-message";

  /** The command doesn't fit what the session holds open. */
  public static final String OUT_OF_ORDER = "out-of-order";

  /** The chunk is outside the window of those that may be sent or asked for. */
  public static final String CHUNK_OUT_OF_WINDOW = "chunk-out-of-window";

  /** Fewer or more chunks arrived than were sent. */
  public static final String CHUNKS_MISSING = "chunks-missing";

  /** A chunk is empty or longer than 1 MiB. */
  public static final String CHUNK_SIZE = "chunk-size";

  /** Something inside took too long; whether it took effect is not known. */
  public static final String TIME_LIMIT = "time-limit";

  /** The work was ended by the agent's stop or the session's end. */
  public static final String INTERRUPTED = "interrupted";

  /** A defect: the agent's log tells more. */
  public static final String INTERNAL = "internal-error";

  private AgentProblems() {}

  /** A session that was never opened here. */
  public static ProblemException unknownSession(String session) {
    return problem(
        404,
        UNKNOWN_SESSION,
        "No such session",
        "session " + session + " is not open on this agent, which may have restarted: start over");
  }

  /** A session that was dropped. */
  public static ProblemException sessionDropped(String session, String why) {
    return problem(
        410,
        SESSION_DROPPED,
        "The session was dropped",
        "session " + session + " was dropped, " + why + ": start over with a new session");
  }

  /** An operation, export or import that is not known. */
  public static ProblemException unknownOperation(String operation) {
    return problem(
        404,
        UNKNOWN_OPERATION,
        "No such operation",
        "operation " + operation + " is not known on this agent: send its command again");
  }

  /** An id that stood for something else before. */
  public static ProblemException idReused(String id) {
    return problem(
        409,
        ID_REUSED,
        "The id was used before",
        id + " was used before with other content: draw a new id");
  }

  /** A path that leads nowhere. */
  public static ProblemException unknownPath() {
    return problem(
        404,
        UNKNOWN_PATH,
        "No such path",
        "this agent has nothing at this path: compare the versions of master and agent");
  }

  /** A path or body that is not what it should be. */
  public static ProblemException invalidMessage(String detail) {
    return problem(422, INVALID_MESSAGE, "The message can't be read", detail);
  }

  /** A command that doesn't fit what is open. */
  public static ProblemException outOfOrder(String detail) {
    return problem(409, OUT_OF_ORDER, "The command is out of order", detail);
  }

  /** A chunk too far ahead or too far behind. */
  public static ProblemException chunkOutOfWindow(long chunk, long first, long last) {
    return problem(
        409,
        CHUNK_OUT_OF_WINDOW,
        "The chunk is outside the window",
        "chunk " + chunk + " is not one of " + first + " to " + last + ": keep to that window");
  }

  /** An import that is to end with chunks missing. */
  public static ProblemException chunksMissing(long sent, long taken) {
    return problem(
        409,
        CHUNKS_MISSING,
        "Chunks are missing",
        sent + " chunks were sent, " + taken + " were taken: start the import over");
  }

  /** A chunk of a size that is never sent. */
  public static ProblemException chunkSize(int bytes, int most) {
    return problem(
        413,
        CHUNK_SIZE,
        "The chunk has no proper size",
        "the chunk has " + bytes + " bytes: send 1 to " + most);
  }

  /** Work inside the agent that took longer than it may. */
  public static Problem timeLimit(String detail) {
    return new Problem(504, TIME_LIMIT, "It took too long", detail, true);
  }

  /** The agent stops, or the session that the work belongs to is dropped. */
  public static Problem interrupted() {
    return new Problem(
        503,
        INTERRUPTED,
        "The work was interrupted",
        "the agent is stopping or the session was dropped: start over with a new session",
        true);
  }

  /** A defect; what exactly is for the log alone. */
  public static Problem internal() {
    return new Problem(
        500, INTERNAL, "The agent failed", "see the agent's log for the cause", false);
  }

  private static ProblemException problem(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, false).asException();
  }
}
