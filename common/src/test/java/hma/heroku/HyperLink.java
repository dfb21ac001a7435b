package hma.heroku;

import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request that the hyper-schema declares.
 *
 * @param method as in {@code GET}
 * @param path what its path looks like, with a group for each variable
 * @param variables a reference to the schema of each variable
 * @param request a reference to the schema of its body; empty where it has none
 * @param answer a reference to the schema of the answer's body; empty where it has none
 * @param answerWithMore the same, for one with more properties than are declared
 */
record HyperLink(
    String method,
    Pattern path,
    List<String> variables,
    Optional<String> request,
    Optional<String> answer,
    Optional<String> answerWithMore) {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\(([^)]*)\\)}");

  /**
   * Reads one.
   *
   * @param name what its schemas are called
   * @param definitions gets them
   */
  static HyperLink of(JsonObject link, String name, JsonObject definitions) {
    String href = link.getString("href");
    List<String> variables = new ArrayList<>();
    StringBuilder path = new StringBuilder();
    Matcher variable = VARIABLE.matcher(href);
    int end = 0;
    while (variable.find()) {
      path.append(Pattern.quote(href.substring(end, variable.start())));
      path.append("([^/]+)");
      variables.add(URLDecoder.decode(variable.group(1), StandardCharsets.UTF_8));
      end = variable.end();
    }
    path.append(Pattern.quote(href.substring(end)));
    Optional<JsonObject> answer = Optional.ofNullable(link.getJsonObject("targetSchema"));
    return new HyperLink(
        link.getString("method"),
        Pattern.compile(path.toString()),
        variables,
        Optional.ofNullable(link.getJsonObject("schema"))
            .map(schema -> SchemaDocument.added(definitions, name + "-request", schema)),
        answer.map(schema -> SchemaDocument.added(definitions, name + "-answer", schema)),
        answer
            .map(SchemaDocument::withMore)
            .map(schema -> SchemaDocument.added(definitions, name + "-answer-with-more", schema)));
  }

  boolean declares(ApiExchange exchange) {
    return method.equals(exchange.method()) && path.matcher(exchange.path()).matches();
  }

  /** What stands in the path for each variable. */
  List<String> values(ApiExchange exchange) {
    Matcher matcher = path.matcher(exchange.path());
    List<String> values = new ArrayList<>();
    if (matcher.matches()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        values.add(URLDecoder.decode(matcher.group(group), StandardCharsets.UTF_8));
      }
    }
    return values;
  }
}
