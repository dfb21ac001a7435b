package hma.config;

import java.net.URI;
import java.net.URISyntaxException;

/** How the text of web addresses becomes a value; a refusal says what the text must be. */
final class Addresses {
  private Addresses() {}

  static URI api(String text) {
    URI address = address(text);
    if (address.getRawQuery() != null) {
      throw new IllegalArgumentException("it must have no query: remove what follows the ?");
    }
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  /** Wherever it leads, it is reached safely. */
  static URI address(String text) {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException malformed) {
      // Without the cause: it repeats the text, which may hold a credential.
      throw notAnAddress();
    }
    String host = address.getHost();
    if (host == null || address.getScheme() == null) {
      throw notAnAddress();
    }
    if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException("it must hold no user, password or fragment: remove them");
    }
    boolean plainOnLoopback =
        address.getScheme().equalsIgnoreCase("http") && Loopback.isLoopback(host);
    if (!address.getScheme().equalsIgnoreCase("https") && !plainOnLoopback) {
      throw new IllegalArgumentException("it must be https (http is for loopback only)");
    }
    return address;
  }

  private static IllegalArgumentException notAnAddress() {
    return new IllegalArgumentException("it must be an address as in https://host/path");
  }
}
