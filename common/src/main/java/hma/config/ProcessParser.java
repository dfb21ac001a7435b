package hma.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the text of process types becomes a value; a refusal says what the text must be. */
final class ProcessParser {
  private static final Pattern ENTRY =
      Pattern.compile(
          "([A-Za-z0-9_-]{1,63})(?:\\s*=\\s*([0-9]{1,9})(?:\\s*:\\s*([A-Za-z0-9.-]+))?)?");
  private static final String ECO = "eco";

  /** Of which Heroku allows one dyno per process type. */
  private static final Set<String> ONE_PER_TYPE = Set.of(ECO, "basic");

  private static final int MOST = 100;

  /**
   * <a href="https://devcenter.heroku.com/articles/dyno-tiers">Dyno tiers</a>, and those of private
   * spaces.
   */
  private static final List<String> SIZES =
      Stream.of(
              Stream.of(ECO, "basic", "standard-1x", "standard-2x"),
              sizes("performance", "m", "l", "l-ram", "xl", "2xl"),
              sizes("private", "s", "m", "l", "l-ram", "xl", "2xl"),
              sizes("shield", "s", "m", "l", "l-ram", "xl", "2xl"))
          .flatMap(names -> names)
          .toList();

  /**
   * Those of the Fir generation say what they are, as in <a
   * href="https://devcenter.heroku.com/articles/dyno-tiers">dyno-2c-1gb</a>.
   */
  private static final Pattern FIR = Pattern.compile("dyno-[0-9]{1,3}c-[0-9]{1,4}(\\.[0-9])?gb");

  private ProcessParser() {}

  private static Stream<String> sizes(String tier, String... names) {
    return Stream.of(names).map(name -> tier + "-" + name);
  }

  static List<ProcessRule> rules(String text) {
    List<ProcessRule> rules =
        Stream.of(text.split(",", -1)).map(entry -> rule(entry.strip())).toList();
    if (rules.stream().map(ProcessRule::type).distinct().count() < rules.size()) {
      throw new IllegalArgumentException("it names a process type twice: keep one of them");
    }
    refuseMixedEco(rules);
    return rules;
  }

  private static ProcessRule rule(String text) {
    Matcher matcher = ENTRY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it must be process types as in the Procfile, separated by commas, each alone or with a"
              + " quantity and a size, as in worker=1:basic, clock");
    }
    Optional<String> size =
        Optional.ofNullable(matcher.group(3)).map(name -> name.toLowerCase(Locale.ROOT));
    size.ifPresent(ProcessParser::refuseUnknown);
    String quantity = matcher.group(2);
    return quantity == null
        ? ProcessRule.carriedOver(matcher.group(1))
        : new ProcessRule(
            matcher.group(1), Optional.of(quantity(matcher.group(1), quantity, size)), size);
  }

  private static int quantity(String type, String text, Optional<String> size) {
    int quantity = Integer.parseInt(text);
    if (quantity == 0) {
      throw new IllegalArgumentException(
          "the quantity of %s is 0: leave out what is to run nowhere".formatted(type));
    }
    if (quantity > 1 && size.filter(ONE_PER_TYPE::contains).isPresent()) {
      throw new IllegalArgumentException(
          "Heroku allows one %s dyno of a process type: set %s to 1, or choose a larger size"
              .formatted(size.get(), type));
    }
    if (quantity > MOST) {
      throw new IllegalArgumentException(
          "the quantity of %s must be from 1 to %d".formatted(type, MOST));
    }
    return quantity;
  }

  private static void refuseUnknown(String size) {
    if (!SIZES.contains(size) && !FIR.matcher(size).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no dyno size: take one of %s, or one of Fir as in dyno-2c-1gb"
              .formatted(size, String.join(", ", SIZES)));
    }
  }

  private static void refuseMixedEco(List<ProcessRule> rules) {
    Set<String> sizes =
        rules.stream().flatMap(rule -> rule.size().stream()).collect(Collectors.toSet());
    if (sizes.contains(ECO) && sizes.size() > 1) {
      throw new IllegalArgumentException(
          "an app cannot mix eco with another size: give all process types eco, or none");
    }
  }
}
