package hma.master.api;

import com.fasterxml.jackson.databind.JsonNode;
import hma.master.inspection.ComparisonRequest;
import hma.protocol.Side;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is to be inspected, strictly; no body at all means the defaults. */
final class InspectionReader {
  private static final List<String> OF_A_PREFLIGHT = List.of("to");
  private static final List<String> OF_A_COMPARISON = List.of("tables", "rows");

  private InspectionReader() {}

  /**
   * Reads {@code {"to":"slave"}}.
   *
   * @throws hma.protocol.ProblemException of status 422, naming what is wrong
   */
  static Optional<Side> preflight(@Nullable Buffer body) {
    return RequestReader.side(object(body, OF_A_PREFLIGHT), "to");
  }

  /**
   * Reads {@code {"tables":["public.t*"],"rows":10}}.
   *
   * @throws hma.protocol.ProblemException of status 422, naming what is wrong
   */
  static ComparisonRequest comparison(@Nullable Buffer body) {
    JsonNode request = object(body, OF_A_COMPARISON);
    JsonNode rows = request.path("rows");
    if (!rows.isMissingNode() && !(rows.canConvertToExactIntegral() && rows.canConvertToInt())) {
      throw RequestReader.bad("the field 'rows' must be a whole number");
    }
    try {
      return new ComparisonRequest(tables(request.path("tables")), rows.asInt(0));
    } catch (IllegalArgumentException outside) {
      throw RequestReader.bad(String.valueOf(outside.getMessage()));
    }
  }

  private static List<String> tables(JsonNode patterns) {
    if (!patterns.isMissingNode() && !patterns.isArray()) {
      throw RequestReader.bad("the field 'tables' must be a list of names");
    }
    List<String> tables = new ArrayList<>();
    for (JsonNode pattern : patterns) {
      if (!pattern.isTextual() || pattern.textValue().isBlank()) {
        throw RequestReader.bad("the field 'tables' must hold names, and no empty one");
      }
      tables.add(pattern.textValue());
    }
    return tables;
  }

  private static JsonNode object(@Nullable Buffer body, List<String> fields) {
    Buffer sent = body == null || body.length() == 0 ? Buffer.buffer("{}") : body;
    return RequestReader.object(sent, fields);
  }
}
