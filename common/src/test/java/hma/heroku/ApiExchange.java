package hma.heroku;

/**
 * A request to the Platform API and its answer.
 *
 * @param method as in {@code GET}
 * @param path without a query
 * @param accept the request's header of that name
 * @param request the request's body; empty where there is none
 * @param status the answer's
 * @param answer the answer's body; empty where there is none
 */
public record ApiExchange(
    String method, String path, String accept, String request, int status, String answer) {
  @Override
  public String toString() {
    return method + " " + path;
  }
}
