package hma.master.api;

import com.fasterxml.jackson.databind.JsonNode;
import hma.config.Durations;
import hma.master.switchover.FenceChange;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"change":"open","ttl":"10m","by":"Ada"}}, {@code {"change":"close"}} or {@code
 * {"change":"lift","confirm":true}}, strictly.
 */
final class FenceChangeReader {
  private static final String DEFAULT_TIME = "10m";

  private FenceChangeReader() {}

  /**
   * Reads a body.
   *
   * @throws hma.protocol.ProblemException of status 422, naming what is wrong
   */
  static FenceChange read(@Nullable Buffer body) {
    Buffer sent = body == null ? Buffer.buffer() : body;
    JsonNode request = RequestReader.object(sent, List.of("change", "ttl", "by", "confirm"));
    String change =
        RequestReader.text(request, "change")
            .orElseThrow(() -> bad("the field 'change' is missing: open, close or lift"));
    return switch (change) {
      case "open" -> open(RequestReader.object(sent, List.of("change", "ttl", "by")));
      case "close" -> {
        RequestReader.object(sent, List.of("change"));
        yield new FenceChange.Close();
      }
      case "lift" -> lift(RequestReader.object(sent, List.of("change", "confirm")));
      default -> throw bad("the field 'change' must be \"open\", \"close\" or \"lift\"");
    };
  }

  private static FenceChange open(JsonNode request) {
    try {
      Duration time =
          Durations.parse(
              RequestReader.text(request, "ttl").orElse(DEFAULT_TIME),
              FenceChange.Open.LEAST,
              FenceChange.Open.MOST);
      return new FenceChange.Open(time, RequestReader.text(request, "by").orElse(null));
    } catch (IllegalArgumentException outside) {
      throw bad("the field 'ttl' or 'by' can't be used: " + outside.getMessage());
    }
  }

  /** What a slip of the keyboard must not do. */
  private static FenceChange lift(JsonNode request) {
    if (!request.path("confirm").isBoolean() || !request.path("confirm").booleanValue()) {
      throw bad(
          "lifting all fences leaves nothing that keeps two workers from writing: send \"confirm\":true if that is meant");
    }
    return new FenceChange.Lift();
  }

  private static RuntimeException bad(String detail) {
    return RequestReader.bad(detail);
  }
}
