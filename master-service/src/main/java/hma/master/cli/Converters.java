package hma.master.cli;

import hma.config.ConfigTemplate;
import hma.config.Role;
import hma.master.api.Scope;
import hma.master.journal.Purpose;
import hma.protocol.Side;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** How the command line's words become values. */
final class Converters {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([sm])");

  private Converters() {}

  static Side side(String text) {
    return Arrays.stream(Side.values())
        .filter(side -> side.label().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is no side: use master or slave"));
  }

  static Role role(String text) {
    return Arrays.stream(Role.values())
        .filter(role -> role.label().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is no role: use master or agent"));
  }

  static ConfigTemplate.Format format(String text) {
    return Arrays.stream(ConfigTemplate.Format.values())
        .filter(format -> format.label().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException("'" + text + "' is no format: use yaml or properties"));
  }

  static Scope scope(String text) {
    return Scope.of(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no scope: use read, switchover or admin"));
  }

  static Purpose purpose(String text) {
    return Purpose.of(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no kind: use switchover, refresh or rehearsal"));
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      throw new TypeConversionException("'" + text + "' is no whole number, or a very large one");
    }
  }

  /** What is no address may hold a password all the same, so it is not repeated. */
  static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException none) {
      throw new TypeConversionException(
          "that is no address: use one like https://my-app.herokuapp.com");
    }
  }

  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is no time: use for instance 90s or 10m");
    }
    long count = Long.parseLong(matcher.group(1));
    return "s".equals(matcher.group(2)) ? Duration.ofSeconds(count) : Duration.ofMinutes(count);
  }
}
