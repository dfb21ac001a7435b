package hma.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Hosts that never leave this machine; only to these may anything go without TLS. */
public final class Loopback {
  private static final Pattern FOUR_NUMBERS = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  /**
   * Whether the host is {@code localhost}, in {@code 127.0.0.0/8} or {@code ::1}. No name is looked
   * up: a name that happens to resolve to loopback today is not one of these.
   *
   * @param host a name or an address, an IPv6 one with or without brackets
   */
  public static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    String address = withoutBrackets(host);
    if (!FOUR_NUMBERS.matcher(address).matches() && address.indexOf(':') < 0) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
