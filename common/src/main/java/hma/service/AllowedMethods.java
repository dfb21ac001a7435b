package hma.service;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The methods a path has, for the {@code Allow} header that <a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6">RFC 9110</a> demands of a 405.
 */
final class AllowedMethods {
  private AllowedMethods() {}

  /**
   * As the header has them: {@code DELETE, GET, OPTIONS}; empty where there is nothing at that
   * path.
   */
  static String at(Router router, String path) {
    List<String> methods =
        router.getRoutes().stream()
            .filter(route -> route.methods() != null && matches(route, path))
            .flatMap(route -> route.methods().stream())
            .map(HttpMethod::name)
            .toList();
    return Stream.concat(
            methods.stream(), methods.isEmpty() ? Stream.empty() : Stream.of("OPTIONS"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean matches(Route route, String path) {
    if (route.getPath() == null) {
      return false;
    }
    String[] pattern = route.getPath().split("/", -1);
    String[] segments = path.split("/", -1);
    if (pattern.length != segments.length) {
      return false;
    }
    return IntStream.range(0, pattern.length)
        .allMatch(
            index -> pattern[index].startsWith(":") || pattern[index].equals(segments[index]));
  }
}
