package hma.postgres;

import hma.config.DatabaseUrl;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
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

  /** Sets what the address demands. */
  static void configure(PgConnectOptions options, DatabaseUrl address) {
    ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
    switch (address.sslMode()) {
      case DISABLE -> options.setSslMode(SslMode.DISABLE);
      case REQUIRE -> options.setSslMode(SslMode.REQUIRE).setSslOptions(tls.setTrustAll(true));
      case VERIFY_CA ->
          options.setSslMode(SslMode.VERIFY_CA).setSslOptions(tls.setTrustOptions(roots(address)));
      case VERIFY_FULL ->
          options
              .setSslMode(SslMode.VERIFY_FULL)
              .setSslOptions(
                  tls.setTrustOptions(roots(address)).setHostnameVerificationAlgorithm("HTTPS"));
    }
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
