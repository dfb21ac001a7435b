package hma.config;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the text of plain settings becomes a value; a refusal says what the text must be. */
final class Parsers {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern APP_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Parsers() {}

  static DatabaseUrl database(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    if (url.sslRootCertificate().filter(file -> !Files.isReadable(file)).isPresent()) {
      throw new IllegalArgumentException(
          "the file that sslrootcert names cannot be read: correct its path");
    }
    return url;
  }

  static int number(String text, int least, int most) {
    if (WHOLE_NUMBER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException("it must be a whole number from " + least + " to " + most);
  }

  static boolean onOrOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      default -> throw new IllegalArgumentException("it must be on or off");
    };
  }

  static LiveCopySettings.WhenBehind whenBehind(String text) {
    List<LiveCopySettings.WhenBehind> all = List.of(LiveCopySettings.WhenBehind.values());
    String chosen = oneOf(text, all.stream().map(LiveCopySettings.WhenBehind::text).toList());
    return all.stream().filter(each -> each.text().equals(chosen)).findFirst().orElseThrow();
  }

  static LiveCopySettings.Resumable resumable(String text) {
    if (text.equalsIgnoreCase("auto")) {
      return LiveCopySettings.Resumable.AUTO;
    }
    try {
      return onOrOff(text) ? LiveCopySettings.Resumable.ON : LiveCopySettings.Resumable.OFF;
    } catch (IllegalArgumentException neither) {
      throw new IllegalArgumentException("it must be auto, on or off", neither);
    }
  }

  static String oneOf(String text, List<String> allowed) {
    if (!allowed.contains(text)) {
      throw new IllegalArgumentException("it must be one of " + String.join(", ", allowed));
    }
    return text;
  }

  static Secret sharedKey(String text) {
    if (text.length() < SharedKey.MINIMUM_LENGTH) {
      throw new IllegalArgumentException(
          "it has %d characters and must have at least %d: make one with `openssl rand -hex 32`"
              .formatted(text.length(), SharedKey.MINIMUM_LENGTH));
    }
    return Secret.of(text);
  }

  static Secret token(String text) {
    if (!text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
      throw new IllegalArgumentException(
          "it has a blank or a character that no token has: copy the token alone");
    }
    return Secret.of(text);
  }

  static String appName(String text) {
    if (!APP_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "it must be an app's name as in `heroku apps`: lower-case letters, digits and dashes");
    }
    return text;
  }

  static List<String> tables(String text) {
    return text.isEmpty() ? List.of() : list(text, "sales.*, customer");
  }

  private static List<String> list(String text, String example) {
    List<String> entries = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (entries.stream().anyMatch(String::isEmpty)
        || entries.stream().distinct().count() < entries.size()) {
      throw new IllegalArgumentException(
          "it must be names separated by commas, none empty and none twice, as in " + example);
    }
    return entries;
  }
}
