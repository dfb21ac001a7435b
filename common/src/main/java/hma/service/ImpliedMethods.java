package hma.service;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/**
 * HEAD wherever there is GET, see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.1">RFC
 * 9110, 9.1</a>.
 */
public final class ImpliedMethods {
  private ImpliedMethods() {}

  /** Adds them to a router that has all its other routes. */
  public static void add(Router router) {
    for (Route route : router.getRoutes()) {
      if (route.methods() != null && route.methods().contains(HttpMethod.GET)) {
        route.method(HttpMethod.HEAD);
      }
    }
  }
}
