package hma.sandbox.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A fault of the apps' routers. */
public final class RouterFault {
  static final List<String> KEYS = List.of("app", "method", "path", "error", "delayMs");

  /** The errors that can be asked for, called as Heroku calls them. */
  public enum Code {
    /** The app crashed: the request reaches no dyno. */
    H10(false),
    /** No byte came back in time, though the dyno has got the request and answers it. */
    H12(true),
    /** The dyno has got the request, and its connection ends without an answer. */
    H13(true),
    /** There is no web dyno: the request reaches none. */
    H14(false),
    /** The dyno's answer breaks off in its middle. */
    H18(true),
    /** The web dyno does not come up: the request reaches none. */
    H20(false);

    private final boolean reachesDyno;

    Code(boolean reachesDyno) {
      this.reachesDyno = reachesDyno;
    }

    /** Whether a dyno gets the request and acts on it all the same. */
    public boolean reachesDyno() {
      return reachesDyno;
    }
  }

  /**
   * What happens to one request.
   *
   * @param code how it ends
   * @param delay how long that takes: from its arrival, or from the dyno's answer
   */
  public record Blow(Code code, Duration delay) {}

  private final Optional<String> app;
  private final Optional<String> method;
  private final Pattern path;
  private final Code code;
  private final Span delay;
  private final Strikes strikes;

  RouterFault(Entry entry, Strikes strikes) {
    this.app = entry.text("app");
    this.method = entry.method("method");
    this.path = entry.pattern("path");
    this.code = code(entry);
    this.delay = entry.span("delayMs").orElse(Span.NONE);
    this.strikes = strikes;
  }

  Strikes strikes() {
    return strikes;
  }

  Optional<String> app() {
    return app;
  }

  boolean strikes(String requestApp, String requestMethod, String requestPath) {
    return app.map(requestApp::equals).orElse(true)
        && method.map(requestMethod::equals).orElse(true)
        && path.matcher(requestPath).find()
        && strikes.next();
  }

  Blow blow() {
    return new Blow(code, strikes.draw(delay));
  }

  private static Code code(Entry entry) {
    String name = entry.needed("error");
    return Arrays.stream(Code.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "error in "
                    + entry.where()
                    + " is \""
                    + name
                    + "\": use one of "
                    + Arrays.toString(Code.values())));
  }
}
