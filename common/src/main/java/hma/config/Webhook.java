package hma.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where notifications are posted, and how. The path of such an address often is its credential, so
 * it is not printed.
 *
 * @param address https, or http on loopback
 * @param format how a notification is written
 * @param secrets what signs it, each by itself: the newest first, then those that receivers may
 *     still know
 */
public record Webhook(URI address, Format format, List<WebhookSecret> secrets) {
  /** Copies the list. */
  public Webhook {
    secrets = List.copyOf(secrets);
  }

  /** How a notification is written. */
  public enum Format {
    /** As <a href="https://www.standardwebhooks.com">Standard Webhooks</a> recommend it. */
    STANDARD,
    /** As an incoming webhook of Slack takes it. */
    SLACK;

    private static final String SLACK_HOST = "hooks.slack.com";

    /** As the settings write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a receiver at this address understands, unless something else is said. */
    static Format usualAt(URI address) {
      return address.getHost().equalsIgnoreCase(SLACK_HOST) ? SLACK : STANDARD;
    }

    static Format parse(String text) {
      List<Format> all = Arrays.asList(values());
      String chosen = Parsers.oneOf(text, all.stream().map(Format::text).toList());
      return all.stream().filter(each -> each.text().equals(chosen)).findFirst().orElseThrow();
    }
  }

  /** The receiver's host and port, which may be printed. */
  public String receiver() {
    return address.getAuthority();
  }

  @Override
  public String toString() {
    return "Webhook[%s://%s/…, %s]".formatted(address.getScheme(), receiver(), format.text());
  }
}
