package hma.master.switchover;

import static java.util.stream.Collectors.toMap;

import hma.config.LiveCopySettings.Resumable;
import hma.protocol.Catalog;
import hma.protocol.MovedTable;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.Unfit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether tables are committed one by one before a live copy, and which: those that the live copy
 * would have to carry whole, by what the planner believes, and that an interrupted copy has not
 * carried yet. Where that is wrong, the table is compared once more than was needed, or moves in
 * the live copy's own transaction.
 *
 * <p>Tables without a key are left to the live copy: whatever is written to one meanwhile, it has
 * to be carried whole once more.
 *
 * @param tables largest first, so that what is lost the most by beginning again has the most time;
 *     empty where the copy is one transaction
 * @param why one sentence
 */
record ResumableChoice(List<MovedTable> tables, String why) {
  /**
   * A dyno lives for about a day, and a forecast is of two databases of one machine: on a slow line
   * it may be several times as long.
   */
  private static final Duration LONG = Duration.ofHours(1);

  ResumableChoice {
    tables = List.copyOf(tables);
  }

  /** What is to be carried whole, by both catalogs. */
  private record Lacking(List<MovedTable> keyed, long millis) {
    static Lacking of(Preflight.DataChecks data) {
      Map<TableName, Table> here = byName(data.source().catalog());
      Map<TableName, Table> there = byName(data.target().catalog());
      Set<TableName> carried = new HashSet<>(data.unfit().map(Unfit::tables).orElse(List.of()));
      List<MovedTable> lacking =
          data.choice().live().tables().stream()
              .filter(table -> !carried.contains(table.name()))
              .filter(table -> isFar(rows(here, table.name()), rows(there, table.name())))
              .toList();
      return new Lacking(
          lacking.stream().filter(table -> !table.key().isEmpty()).toList(),
          lacking.stream()
              .mapToLong(table -> Forecasts.copyMs(Objects.requireNonNull(here.get(table.name()))))
              .sum());
    }

    private static Map<TableName, Table> byName(Catalog catalog) {
      return catalog.tables().stream().collect(toMap(Table::name, Function.identity()));
    }

    private static long rows(Map<TableName, Table> tables, TableName name) {
      return Objects.requireNonNull(tables.get(name)).estimatedRows();
    }

    /** As a comparison would decide. */
    private static boolean isFar(long source, long target) {
      return source > 0 && Math.abs(source - target) * 3 > Math.max(source, target);
    }

    boolean isLong() {
      return millis > LONG.toMillis();
    }

    String time() {
      long minutes = Duration.ofMillis(millis).toMinutes();
      return minutes == 0 ? "less than a minute" : "about %d min".formatted(minutes);
    }
  }

  static ResumableChoice of(Preflight.DataChecks data, Resumable rule) {
    Lacking lacking = Lacking.of(data);
    String standby = data.target().side().label();
    if (data.unfit().isPresent() && rule != Resumable.OFF) {
      Unfit unfit = data.unfit().get();
      return new ResumableChoice(
          lacking.keyed(),
          "the copy that switchover %s began goes on: %s there, %s still carried and committed one by one"
              .formatted(
                  unfit.switchover(), are(unfit.tables().size()), are(lacking.keyed().size())));
    }
    String forecast =
        "copying whole what the %s lacks may take %s".formatted(standby, lacking.time());
    boolean chosen =
        switch (rule) {
          case AUTO -> lacking.isLong();
          case ON -> true;
          case OFF -> false;
        };
    if (!chosen || lacking.keyed().isEmpty()) {
      return new ResumableChoice(
          List.of(), forecast + ": the copy is one transaction" + because(rule, lacking));
    }
    return new ResumableChoice(
        lacking.keyed(),
        "%s: %s carried and committed one by one before the rest, and the %s can't be activated as it is until a switchover to it or a refresh is through%s"
            .formatted(forecast, are(lacking.keyed().size()), standby, because(rule, lacking)));
  }

  private static String are(int tables) {
    return tables == 1 ? "1 table is" : tables + " tables are";
  }

  private static String because(Resumable rule, Lacking lacking) {
    if (lacking.keyed().isEmpty()) {
      return ", since no table with a key is to be copied whole";
    }
    return switch (rule) {
      case AUTO ->
          lacking.isLong()
              ? " (HMA_RESUMABLE=auto, more than %d min)".formatted(LONG.toMinutes())
              : " (HMA_RESUMABLE=auto, up to %d min)".formatted(LONG.toMinutes());
      case ON -> " (HMA_RESUMABLE=on)";
      case OFF -> " (HMA_RESUMABLE=off)";
    };
  }
}
