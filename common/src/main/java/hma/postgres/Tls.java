package hma.postgres;

import hma.config.DatabaseUrl;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.SslMode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a connection is encrypted, as libpq's modes say: <a
 * href="https://www.postgresql.org/docs/current/libpq-ssl.html">PostgreSQL, 34.19 SSL Support</a>.
 */
final class Tls {
  private Tls() {}

  /** How to encrypt, as the address demands; empty where it demands no TLS. */
  static Optional<ClientSSLOptions> options(DatabaseUrl address) {
    ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
    return switch (address.sslMode()) {
      case DISABLE -> Optional.empty();
      case REQUIRE -> Optional.of(tls.setTrustAll(true));
      case VERIFY_CA -> Optional.of(tls.setTrustOptions(roots(address)));
      case VERIFY_FULL ->
          Optional.of(
              tls.setTrustOptions(roots(address)).setHostnameVerificationAlgorithm("HTTPS"));
    };
  }

  /** The client's name for what the address demands. */
  static SslMode mode(DatabaseUrl address) {
    return SslMode.valueOf(address.sslMode().name());
  }

  /** The given root, or those of the Java runtime where none is given. */
  private static TrustOptions roots(DatabaseUrl address) {
    Optional<TrustOptions> given =
        address
            .sslRootCertificate()
            .map(path -> new PemTrustOptions().addCertPath(path.toString()));
    return given.orElseGet(Tls::runtimeRoots);
  }

  private static TrustOptions runtimeRoots() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      return TrustOptions.wrap(trust.getTrustManagers()[0]);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the Java runtime has no root certificates", impossible);
    }
  }
}
