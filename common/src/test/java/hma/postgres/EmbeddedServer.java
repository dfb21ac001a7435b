package hma.postgres;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A server of this JVM, from binaries that Maven brought. */
record EmbeddedServer(EmbeddedPostgres postgres, int major, Optional<Path> certificate)
    implements TestServer {
  static EmbeddedServer plain(int major) {
    EmbeddedPostgres postgres = start(builder(major), data -> allow(data, "host"));
    return new EmbeddedServer(postgres, major, Optional.empty());
  }

  static EmbeddedServer tls(int major) {
    TestCertificate certificate = TestCertificate.create();
    EmbeddedPostgres.Builder builder =
        builder(major).setServerConfig("ssl", "on").setConnectConfig("sslmode", "require");
    EmbeddedPostgres postgres =
        start(
            builder,
            data -> {
              allow(data, "hostssl");
              certificate.writeInto(data);
            });
    return new EmbeddedServer(postgres, major, Optional.of(certificate.certificate()));
  }

  private static EmbeddedPostgres.Builder builder(int major) {
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver(new PostgresBinaries(major))
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .setServerConfig("max_connections", "200")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setRegisterShutdownHook(false);
  }

  private static EmbeddedPostgres start(
      EmbeddedPostgres.Builder builder, Consumer<Path> customizer) {
    try {
      return builder
          .setDataDirectoryCustomizer((File data) -> customizer.accept(data.toPath()))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void allow(Path data, String type) {
    try {
      Files.writeString(
          data.resolve("pg_hba.conf"),
          """
          # type  database  user      address       method
          %1$s    all       postgres  127.0.0.1/32  trust
          %1$s    all       all       127.0.0.1/32  scram-sha-256
          """
              .formatted(type));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String description() {
    return "embedded PostgreSQL %d%s at 127.0.0.1:%d"
        .formatted(major, certificate.isPresent() ? " with TLS" : "", postgres.getPort());
  }

  @Override
  public DatabaseUrl administrator() {
    return new DatabaseUrl(
        "127.0.0.1",
        postgres.getPort(),
        "postgres",
        "postgres",
        Secret.of(""),
        certificate.isPresent() ? SslMode.REQUIRE : SslMode.DISABLE,
        Optional.empty());
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
