package hma.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** What no single setting can tell: whether they go together. */
final class CrossChecks {
  private CrossChecks() {}

  static void ofTheApps(SettingsReader reader) {
    Optional<String> master = reader.find(Catalog.MASTER_APP);
    if (master.isPresent() && master.equals(reader.find(Catalog.SLAVE_APP))) {
      reader.report(
          "MASTER_APP and SLAVE_APP are both \"%s\": name two apps".formatted(master.get()));
    }
  }

  /** Of all that the master reads. */
  static void ofTheMaster(SettingsReader reader) {
    checkSignature(reader);
    ofTheApps(reader);
    Optional<String> master = reader.find(Catalog.MASTER_APP);
    Optional<String> slave = reader.find(Catalog.SLAVE_APP);
    if (reader.find(Catalog.REFRESH).flatMap(Function.identity()).isPresent()
        && reader.find(Catalog.LIVE_COPY).filter(enabled -> !enabled).isPresent()) {
      reader.report(
          "HMA_REFRESH is set, and HMA_LIVE_COPY is off: a refresh copies while the worker writes, so"
              + " set it to on, or leave HMA_REFRESH out");
    }
    boolean movesWeb =
        reader
            .find(Catalog.PROCESSES)
            .filter(rules -> rules.stream().anyMatch(rule -> rule.type().equals("web")))
            .isPresent();
    if (movesWeb
        && (shares(reader, Catalog.HMA_APP, master) || shares(reader, Catalog.AGENT_APP, slave))) {
      reader.report(
          "HMA_PROCESSES has web, which would stop HMA itself: set HMA_APP and AGENT_APP to apps of"
              + " their own, or leave web out");
    }
  }

  /** Whoever knows the address could post there, so nothing goes there in this format unsigned. */
  private static void checkSignature(SettingsReader reader) {
    Optional<URI> address = reader.find(Catalog.WEBHOOK_URL).flatMap(Function.identity());
    Optional<Optional<Webhook.Format>> given = reader.find(Catalog.WEBHOOK_FORMAT);
    boolean unsigned = reader.find(Catalog.WEBHOOK_SECRET).filter(Optional::isEmpty).isPresent();
    if (address.isEmpty() || given.isEmpty() || !unsigned) {
      return;
    }
    Webhook.Format format = given.get().orElse(Webhook.Format.usualAt(address.get()));
    if (format == Webhook.Format.STANDARD) {
      reader.report(
          "HMA_WEBHOOK_SECRET is missing: set it to what signs notifications, made by %s; or set HMA_WEBHOOK_FORMAT to slack"
              .formatted(WebhookSecret.RECIPE));
    }
  }

  private static boolean shares(
      SettingsReader reader, Setting<Optional<String>> own, Optional<String> worker) {
    Optional<String> app = reader.find(own).flatMap(Function.identity());
    return app.isEmpty() || app.equals(worker);
  }
}
