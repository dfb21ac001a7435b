package hma.postgres;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.config.SslMode;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container, where a container engine answers. */
record ContainerServer(PostgreSQLContainer container, int major) implements TestServer {
  static Optional<TestServer> start(int major) {
    if (!engineAnswers()) {
      return Optional.empty();
    }
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse("postgres:" + major + "-alpine"))
            .withUsername("postgres")
            .withPassword("postgres");
    container.start();
    return Optional.of(new ContainerServer(container, major));
  }

  /**
   * Without an engine Testcontainers logs an error with a long explanation: it is expected here.
   */
  private static boolean engineAnswers() {
    Logger noise = (Logger) LoggerFactory.getLogger("org.testcontainers");
    Level usual = noise.getLevel();
    noise.setLevel(Level.OFF);
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } finally {
      noise.setLevel(usual);
    }
  }

  @Override
  public String description() {
    return "PostgreSQL %d in a container (Testcontainers)".formatted(major);
  }

  @Override
  public DatabaseUrl administrator() {
    return new DatabaseUrl(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        "postgres",
        "postgres",
        Secret.of("postgres"),
        SslMode.DISABLE,
        Optional.empty());
  }

  @Override
  public void close() {
    container.stop();
  }
}
