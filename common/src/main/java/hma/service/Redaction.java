package hma.service;

import java.util.regex.Pattern;

/**
 * The last of the barriers between a secret and the log. Nothing of HMA hands one over; what a
 * library says of an address or a header it has been given is not HMA's to decide.
 */
final class Redaction {
  private static final String HIDDEN = "***";

  /** The password in an address, as in {@code postgres://user:password@host}. */
  private static final Pattern PASSWORD = Pattern.compile("(://[^:/?#@\\s]*:)[^/?#\\s]+(@)");

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{8,}");

  /** Tokens whose beginning says what they are: Heroku's, JSON Web Tokens, webhook secrets. */
  private static final Pattern TOKEN =
      Pattern.compile("\\b(HRKU-|eyJ|whsec_)[A-Za-z0-9._+/=-]{8,}");

  private Redaction() {}

  /** The text without them. */
  static String of(String text) {
    String without = text;
    if (without.contains("://")) {
      without = PASSWORD.matcher(without).replaceAll("$1" + HIDDEN + "$2");
    }
    if (without.length() > HIDDEN.length()) {
      without = AUTHORIZATION.matcher(without).replaceAll("$1$2" + HIDDEN);
      without = TOKEN.matcher(without).replaceAll("$1" + HIDDEN);
    }
    return without;
  }
}
