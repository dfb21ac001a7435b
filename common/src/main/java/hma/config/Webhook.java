package hma.config;

import java.net.URI;

/**
 * Where notifications are posted. The path of such an address often is its credential, so it is not
 * printed.
 *
 * @param address https, or http on loopback
 */
public record Webhook(URI address) {
  @Override
  public String toString() {
    return "Webhook[" + address.getScheme() + "://" + address.getHost() + "/…]";
  }
}
