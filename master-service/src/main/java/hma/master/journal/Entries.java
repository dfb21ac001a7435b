package hma.master.journal;

import hma.postgres.DatabaseSession;
import hma.protocol.Side;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the journal's rows are read. */
final class Entries {
  private static final String READING = "reading the journal";

  private Entries() {}

  /** The newest switchover that satisfies a condition, with its steps. */
  static Optional<JournaledSwitchover> find(
      DatabaseSession session, String condition, Tuple parameters) {
    String sql =
        "SELECT * FROM hma.switchovers WHERE " + condition + " ORDER BY started_at DESC LIMIT 1";
    for (Row row : session.run(READING, sql, parameters)) {
      List<JournaledStep> steps = new ArrayList<>();
      session
          .run(
              READING,
              "SELECT * FROM hma.steps WHERE switchover = $1 ORDER BY number",
              Tuple.of(row.getString("id")))
          .forEach(step -> steps.add(step(step)));
      return Optional.of(switchover(row, steps));
    }
    return Optional.empty();
  }

  static Optional<Ownership> ownership(DatabaseSession session) {
    for (Row row : session.run("reading the owner", "SELECT * FROM hma.ownership")) {
      return Optional.of(
          new Ownership(
              Side.valueOf(row.getString("owner")),
              row.getLong("epoch"),
              row.getOffsetDateTime("since").toInstant(),
              processes(row.getJsonArray("formation")),
              moment(row.getOffsetDateTime("standby_as_of")),
              moment(row.getOffsetDateTime("decided_at"))));
    }
    return Optional.empty();
  }

  static JournaledSwitchover switchover(Row row, List<JournaledStep> steps) {
    return new JournaledSwitchover(
        row.getString("id"),
        Side.valueOf(row.getString("from_side")),
        Side.valueOf(row.getString("to_side")),
        row.getLong("epoch"),
        row.getOffsetDateTime("started_at").toInstant(),
        row.getJsonObject("facts").mapTo(Facts.class),
        steps);
  }

  private static JournaledStep step(Row row) {
    return new JournaledStep(
        row.getInteger("number"),
        row.getString("name"),
        JournaledStep.State.valueOf(row.getString("state")),
        row.getOffsetDateTime("started_at").toInstant(),
        moment(row.getOffsetDateTime("ended_at")),
        row.getString("detail"));
  }

  static @Nullable Instant moment(@Nullable OffsetDateTime read) {
    return read == null ? null : read.toInstant();
  }

  private static List<ProcessQuantity> processes(JsonArray formation) {
    return formation.stream()
        .map(JsonObject.class::cast)
        .map(process -> process.mapTo(ProcessQuantity.class))
        .toList();
  }
}
