package hma.agent.http;

import hma.protocol.AgentPaths;
import hma.protocol.AgentProblems;
import hma.protocol.Message;
import hma.signing.SignedRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads the parts of a request; what does not fit is told as a problem. */
final class Requests {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private Requests() {}

  /** The id of the session in the path. */
  static String session(RoutingContext context) {
    return id(context, "session");
  }

  /** The id of the operation in the path. */
  static String operation(RoutingContext context) {
    return id(context, "operation");
  }

  /** The number of the chunk in the path. */
  static long chunk(RoutingContext context) {
    String number = context.pathParam("chunk");
    if (number == null || !NUMBER.matcher(number).matches()) {
      throw AgentProblems.invalidMessage("the chunk in the path is no number from 0");
    }
    return Long.parseLong(number);
  }

  /** The record in the body. */
  static <T> T content(RoutingContext context, Class<T> type) {
    SignedRequest request = SignedRequest.from(context);
    return new Message(request.contentType(), request.body().getBytes()).as(type);
  }

  /** The body as it is. */
  static Buffer body(RoutingContext context) {
    return SignedRequest.from(context).body();
  }

  /** What tells one body from another: its SHA-256. */
  static String contentDigest(RoutingContext context) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(body(context).getBytes()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String id(RoutingContext context, String name) {
    String id = context.pathParam(name);
    if (id == null || !AgentPaths.isId(id)) {
      throw AgentProblems.invalidMessage(
          "the " + name + " in the path is no id: 8 to 64 letters, digits and hyphens are");
    }
    return id;
  }
}
