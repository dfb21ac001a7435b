package hma.sandbox.router;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Header fields that concern one connection only (<a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, section 7.6.1</a>).
 */
final class HopByHop {
  private static final Set<String> NAMES =
      Set.of(
          "connection",
          "expect",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}

  /** Copies every header field but those of the connection. */
  static void copyOthers(MultiMap from, MultiMap to) {
    Set<String> named = namedByConnection(from.getAll("connection"));
    from.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!NAMES.contains(lower) && !named.contains(lower)) {
        to.add(name, value);
      }
    });
  }

  private static Set<String> namedByConnection(List<String> connection) {
    return connection.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
