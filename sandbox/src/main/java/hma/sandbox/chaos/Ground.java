package hma.sandbox.chaos;

import hma.config.DatabaseUrl;
import hma.protocol.Side;
import hma.sandbox.ReadyFile;
import hma.sandbox.ReadyFile.AppAccess;
import hma.sandbox.Sandbox;
import hma.sandbox.demo.BearerToken;
import hma.sandbox.demo.DemoDatabases;
import hma.sandbox.demo.JdbcAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run takes place on, for those who look at it afterwards.
 *
 * @param databases both servers, and the workers' records
 * @param sandbox both apps
 * @param steps what their masters have done so far
 */
record Ground(DemoDatabases databases, Sandbox sandbox, StepCount steps) {
  private static final String APPLICATION = "hma-chaos-check";

  /** Opens a session on a side's database: only at rest, since HMA takes it for the worker's. */
  Connection connect(Side side) throws SQLException {
    return address(side).connect(APPLICATION);
  }

  /** Where a side's database is. */
  JdbcAddress address(Side side) {
    return JdbcAddress.of(ready().of(side).database().reveal());
  }

  ReadyFile ready() {
    return sandbox.ready();
  }

  /** What each dyno has printed. */
  List<Path> dynoLogs() throws IOException {
    try (Stream<Path> files = Files.list(sandbox.folder().resolve("logs"))) {
      return files.toList();
    }
  }

  /** What a side's server has printed. */
  Path serverLog(Side side) {
    return databases.server(side).log();
  }

  /** Every secret in use, by what it is. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("HMA_SHARED_KEY", ready().sharedKey().reveal());
    // All of them begin alike.
    secrets.put(
        "a token of the master's API",
        BearerToken.issue(ready().sharedKey(), "read").split("\\.", 2)[0] + ".");
    BearerToken.derivedKeys(ready().sharedKey())
        .forEach(
            key -> secrets.put("a key derived from HMA_SHARED_KEY, form " + secrets.size(), key));
    for (Side side : Side.values()) {
      AppAccess access = ready().of(side);
      DatabaseUrl url = DatabaseUrl.parse(access.database().reveal());
      secrets.put("the token of the %s's account".formatted(side.label()), access.token().reveal());
      secrets.put(
          "the whole address of the %s's database".formatted(side.label()),
          access.database().reveal());
      secrets.put(
          "the password of the %s's database".formatted(side.label()), url.password().reveal());
      secrets.put(
          "the superuser's password of the %s's server".formatted(side.label()),
          databases.server(side).superuserPassword().reveal());
    }
    return secrets;
  }
}
