package hma.heroku;

import hma.heroku.Deviation.What;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds exchanges against the official schema of the Platform API, {@code
 * platform-api.schema.json}: the path must be declared, its variables, the request's body and the
 * answer's must be as declared, and what is refused must say so as documented.
 */
public final class PlatformSchema {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");
  private static final int FIRST_ERROR = 400;

  private final SchemaDocument document;
  private final Set<Deviation> known;

  private PlatformSchema(SchemaDocument document, Set<Deviation> known) {
    this.document = document;
    this.known = known;
  }

  /** For what HMA asks, and what it is answered. */
  public static PlatformSchema forHma() {
    return read(Deviation.OF_HEROKU);
  }

  /** For what Heroku's own command line asks, too. */
  public static PlatformSchema forTheCommandLine() {
    Set<Deviation> all = new HashSet<>(Deviation.OF_HEROKU);
    all.addAll(Deviation.OF_THE_COMMAND_LINE);
    return read(all);
  }

  private static PlatformSchema read(Set<Deviation> known) {
    try (InputStream file = PlatformSchema.class.getResourceAsStream("platform-api.schema.json")) {
      JsonObject root = new JsonObject(Buffer.buffer(file.readAllBytes()));
      return new PlatformSchema(new SchemaDocument(root), known);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Checks a request and its answer.
   *
   * @return a line for each thing that is not as declared
   */
  public List<String> violations(ApiExchange exchange) {
    if (exchange.status() < FIRST_ERROR) {
      return Stream.concat(ofRequest(exchange).stream(), ofAnswer(exchange).stream()).toList();
    }
    // Who is refused may have asked for anything.
    return named(exchange, "the error", error(exchange));
  }

  /** Checks a request alone. */
  public List<String> ofRequest(ApiExchange exchange) {
    List<HyperLink> declared = declared(exchange);
    if (declared.isEmpty()) {
      return undeclared(exchange);
    }
    if (deviates(exchange, What.REQUEST)) {
      return List.of();
    }
    return named(
        exchange, "the request", fewest(declared.stream().map(link -> request(link, exchange))));
  }

  /** Checks an answer alone: that of a request which was granted. */
  public List<String> ofAnswer(ApiExchange exchange) {
    List<HyperLink> declared = declared(exchange);
    if (declared.isEmpty()) {
      return List.of();
    }
    return named(
        exchange, "the answer", fewest(declared.stream().map(link -> answer(link, exchange))));
  }

  private boolean deviates(ApiExchange exchange, What part) {
    return known.stream().anyMatch(deviation -> deviation.allows(exchange, part));
  }

  private List<HyperLink> declared(ApiExchange exchange) {
    return document.links().stream().filter(link -> link.declares(exchange)).toList();
  }

  private List<String> undeclared(ApiExchange exchange) {
    return deviates(exchange, What.ALL)
        ? List.of()
        : List.of(exchange + ": the schema declares no such request");
  }

  private List<String> request(HyperLink link, ApiExchange exchange) {
    List<String> wrong = new ArrayList<>();
    List<String> values = link.values(exchange);
    for (int index = 0; index < values.size(); index++) {
      wrong.addAll(variable(link.variables().get(index), values.get(index)));
    }
    if (link.request().isPresent()) {
      wrong.addAll(body(link.request().get(), exchange.request()));
    } else if (!exchange.request().isBlank() && !exchange.request().strip().equals("{}")) {
      wrong.add("there is a body, and none is declared");
    }
    return wrong;
  }

  /** A path tells no types: what looks like a number may be one. */
  private List<String> variable(String reference, String value) {
    List<String> asText = document.violations(reference, value);
    if (asText.isEmpty() || !NUMBER.matcher(value).matches()) {
      return asText;
    }
    return fewest(Stream.of(asText, document.violations(reference, Long.valueOf(value))));
  }

  private List<String> answer(HyperLink link, ApiExchange exchange) {
    boolean more = deviates(exchange, What.MORE_IN_THE_ANSWER);
    return (more ? link.answerWithMore() : link.answer())
        .map(schema -> body(schema, exchange.answer()))
        .orElse(List.of());
  }

  private static List<String> error(ApiExchange exchange) {
    try {
      JsonObject error = new JsonObject(exchange.answer());
      return error.getValue("id") instanceof String && error.getValue("message") instanceof String
          ? List.of()
          : List.of("it has no id or no message");
    } catch (DecodeException malformed) {
      return List.of("it is not a JSON object");
    }
  }

  private List<String> body(String schema, String body) {
    try {
      return document.violations(schema, Json.decodeValue(body));
    } catch (DecodeException malformed) {
      return List.of("it is not JSON");
    }
  }

  private static List<String> named(ApiExchange exchange, String what, List<String> wrong) {
    return wrong.stream().map(line -> "%s: %s: %s".formatted(exchange, what, line)).toList();
  }

  private static List<String> fewest(Stream<List<String>> alternatives) {
    return alternatives
        .min((left, right) -> Integer.compare(left.size(), right.size()))
        .orElse(List.of());
  }
}
