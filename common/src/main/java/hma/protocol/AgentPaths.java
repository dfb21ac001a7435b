package hma.protocol;

import java.util.regex.Pattern;

/** The paths of the agent's signed HTTP interface, for both of its ends. */
public final class AgentPaths {
  /** {@code GET}: the signed {@link Hello}. */
  public static final String HELLO = "/v1/hello";

  /** {@code PUT}, {@code GET}: an operation outside any session. */
  public static final String OPERATION = "/v1/operations/:operation";

  /** {@code POST} opens, {@code GET} keeps it open, {@code DELETE} drops it. */
  public static final String SESSION = "/v1/sessions/:session";

  /** {@code PUT}, {@code GET}: an operation of a session. */
  public static final String SESSION_OPERATION = SESSION + "/operations/:operation";

  /** {@code GET}: a chunk of an export. */
  public static final String EXPORT_CHUNK = SESSION + "/exports/:operation/chunks/:chunk";

  /** {@code PUT}: a chunk of an import. */
  public static final String IMPORT_CHUNK = SESSION + "/imports/:operation/chunks/:chunk";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

  private AgentPaths() {}

  /** Whether a session or operation may be called that: 8 to 64 letters, digits and hyphens. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** The path of an operation outside any session. */
  public static String operation(String operation) {
    return "/v1/operations/" + id(operation);
  }

  /** The path of a session. */
  public static String session(String session) {
    return "/v1/sessions/" + id(session);
  }

  /** The path of an operation of a session. */
  public static String operation(String session, String operation) {
    return session(session) + "/operations/" + id(operation);
  }

  /** The path of an export's chunk, numbered from 0. */
  public static String exportChunk(String session, String operation, long chunk) {
    return session(session) + "/exports/" + id(operation) + "/chunks/" + chunk;
  }

  /** The path of an import's chunk, numbered from 0. */
  public static String importChunk(String session, String operation, long chunk) {
    return session(session) + "/imports/" + id(operation) + "/chunks/" + chunk;
  }

  private static String id(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no id: 8 to 64 letters, digits and hyphens are");
    }
    return id;
  }
}
