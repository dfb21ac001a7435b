package hma.postgres;

import hma.config.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;

/** A server that was there before the tests and stays: what they created in it is dropped. */
final class ExternalServer implements TestServer {
  private final DatabaseUrl administrator;
  private final int major;
  private final List<String> cleaning = new ArrayList<>();

  ExternalServer(DatabaseUrl administrator) {
    this.administrator = administrator;
    String version = Sql.value(administrator, "SELECT current_setting('server_version_num')");
    this.major = Integer.parseInt(version) / 10_000;
  }

  @Override
  public String description() {
    return "PostgreSQL %d of HMA_TEST_POSTGRES_URL at %s:%d"
        .formatted(major, administrator.host(), administrator.port());
  }

  @Override
  public int major() {
    return major;
  }

  @Override
  public DatabaseUrl administrator() {
    return administrator;
  }

  @Override
  public synchronized void created(String database, String role) {
    cleaning.add("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(Identifiers.quote(database)));
    cleaning.add("DROP ROLE IF EXISTS " + Identifiers.quote(role));
  }

  @Override
  public synchronized void close() {
    if (!cleaning.isEmpty()) {
      Sql.execute(administrator, cleaning.toArray(String[]::new));
    }
  }
}
