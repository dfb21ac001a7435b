package hma.postgres;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.io.FileUtils;

/** A server of this JVM, from binaries that Maven brought. */
record EmbeddedServer(EmbeddedPostgres postgres, Path data, int major, Optional<Path> certificate)
    implements TestServer {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  static EmbeddedServer plain(int major) {
    Path data = newFolder();
    EmbeddedPostgres postgres = start(builder(major, data), () -> allow(data, "host"));
    return new EmbeddedServer(postgres, data, major, Optional.empty());
  }

  static EmbeddedServer tls(int major) {
    Path data = newFolder();
    TestCertificate certificate = TestCertificate.create();
    EmbeddedPostgres.Builder builder =
        builder(major, data).setServerConfig("ssl", "on").setConnectConfig("sslmode", "require");
    EmbeddedPostgres postgres =
        start(
            builder,
            () -> {
              allow(data, "hostssl");
              certificate.writeInto(data);
            });
    return new EmbeddedServer(postgres, data, major, Optional.of(certificate.certificate()));
  }

  private static EmbeddedPostgres.Builder builder(int major, Path data) {
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver(new PostgresBinaries(major))
        .setDataDirectory(data)
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .setServerConfig("max_connections", "200")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("full_page_writes", "off")
        .setPGStartupWait(Duration.ofSeconds(60))
        .setRegisterShutdownHook(false);
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Runnable customizer) {
    try {
      return builder.setDataDirectoryCustomizer(folder -> customizer.run()).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("hma-postgres");
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

  /** Stops the server at once, without writing anything down, and removes its folder. */
  @Override
  public void close() {
    try {
      stop(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst()));
      FileUtils.deleteDirectory(data.toFile());
    } catch (IOException | ExecutionException failure) {
      throw new IllegalStateException("cannot stop the PostgreSQL of " + data, failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(long pid) throws IOException, ExecutionException, InterruptedException {
    Optional<ProcessHandle> server = ProcessHandle.of(pid);
    if (server.isEmpty()) {
      return;
    }
    // SIGQUIT is PostgreSQL's immediate shutdown; Java itself can only send SIGTERM and SIGKILL.
    new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
    try {
      server.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      server.get().destroyForcibly();
    }
  }
}
