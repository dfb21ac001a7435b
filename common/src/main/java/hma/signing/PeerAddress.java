package hma.signing;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the peer is.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param tls whether https is spoken
 * @param authority what goes into {@code Host} and into the signature: lower case, with the port
 *     unless it is the scheme's own
 */
record PeerAddress(String host, int port, boolean tls, String authority) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /**
   * Reads a base address.
   *
   * @throws IllegalArgumentException when it is not https, loopback aside, or not just an address
   */
  static PeerAddress of(URI base) {
    String host = base.getHost() == null ? "" : base.getHost().toLowerCase(Locale.ROOT);
    boolean tls = "https".equalsIgnoreCase(base.getScheme());
    boolean clear = "http".equalsIgnoreCase(base.getScheme());
    if (host.isEmpty() || base.getRawUserInfo() != null || !isBare(base)) {
      throw new IllegalArgumentException(
          "the peer's address is not of the form https://host[:port]/");
    }
    if (!tls && !(clear && LOOPBACK.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "%s://%s is not https: use the https:// address, http is for loopback only"
              .formatted(base.getScheme(), host));
    }
    int standard = tls ? 443 : 80;
    int port = base.getPort() < 0 ? standard : base.getPort();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new PeerAddress(bare, port, tls, port == standard ? host : host + ":" + port);
  }

  private static boolean isBare(URI base) {
    String path = base.getRawPath();
    return (path == null || path.isEmpty() || path.equals("/"))
        && base.getRawQuery() == null
        && base.getRawFragment() == null;
  }
}
