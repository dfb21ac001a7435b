package hma.master.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hma.master.switchover.SwitchoverRequest;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"to":"slave","from":"master","dryRun":true}}, strictly. */
final class RequestReader {
  private static final List<String> FIELDS = List.of("to", "from", "dryRun");
  private static final int LONGEST_SHOWN = 40;

  private RequestReader() {}

  /**
   * What is asked for.
   *
   * @param dryRun whether it is only to be rehearsed
   */
  record Asked(SwitchoverRequest request, boolean dryRun) {}

  /**
   * Reads a body.
   *
   * @throws ProblemException of status 422, naming what is wrong
   */
  static Asked read(@Nullable Buffer body) {
    JsonNode request = object(body == null ? Buffer.buffer() : body, FIELDS);
    Side to =
        side(request, "to").orElseThrow(() -> bad("the field 'to' is missing: master or slave"));
    Optional<Side> from = side(request, "from");
    if (from.filter(to::equals).isPresent()) {
      throw bad("'from' and 'to' are both " + to.label() + ": leave 'from' out or name the other");
    }
    return new Asked(new SwitchoverRequest(to, from), flag(request, "dryRun"));
  }

  /**
   * Reads an object that has no other fields.
   *
   * @throws ProblemException of status 422, naming what is wrong
   */
  static JsonNode object(Buffer body, Collection<String> fields) {
    JsonNode request = object(body, known(fields));
    for (Iterator<String> names = request.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw bad("the field '" + shown(name) + "' is unknown: " + known(fields));
      }
    }
    return request;
  }

  private static String known(Collection<String> fields) {
    if (fields.isEmpty()) {
      return "there is none, send {}";
    }
    return (fields.size() > 1 ? "there are " : "there is ") + String.join(" and ", fields);
  }

  private static JsonNode object(Buffer body, String known) {
    try {
      // Jackson would let pass what UTF-8 forbids, such as overlong forms.
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes()));
      JsonNode node = ApiJson.MAPPER.readTree(text.toString());
      if (node.isObject()) {
        return node;
      }
    } catch (CharacterCodingException notText) {
      throw bad("the body is not in UTF-8");
    } catch (JsonProcessingException notJson) {
      throw bad("the body is not JSON, or has a field twice; of fields " + known);
    }
    throw bad("the body is not a JSON object; of fields " + known);
  }

  /** A field that names a side; empty where it is missing. */
  static Optional<Side> side(JsonNode request, String field) {
    JsonNode value = request.get(field);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Side.values())
            .filter(side -> value.isTextual() && side.label().equals(value.textValue()))
            .findFirst()
            .orElseThrow(() ->
                bad(
                    "the field '%s' is %s: it must be \"master\" or \"slave\""
                        .formatted(field, shown(value.toString())))));
  }

  private static boolean flag(JsonNode request, String field) {
    JsonNode value = request.get(field);
    if (value != null && !value.isBoolean()) {
      throw bad("the field '%s' must be true or false".formatted(field));
    }
    return value != null && value.booleanValue();
  }

  /** A field that is text; empty where it is missing. */
  static Optional<String> text(JsonNode request, String field) {
    JsonNode value = request.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw bad("the field '%s' must be text".formatted(field));
    }
    return Optional.of(value.textValue());
  }

  private static String shown(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  static ProblemException bad(String detail) {
    return new Problem(422, "bad-request-body", "The body is not a request", detail, false)
        .asException();
  }
}
