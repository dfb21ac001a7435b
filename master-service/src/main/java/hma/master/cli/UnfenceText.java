package hma.master.cli;

import hma.master.switchover.FenceChangeView;
import hma.master.switchover.FenceChangeView.SideResult;
import java.util.ArrayList;
import java.util.List;

/** A change of the fences, for people. */
final class UnfenceText {
  /** What somebody should know before all fences are lifted. */
  static final List<String> WARNING =
      List.of(
          "This gives back the right to write on both databases, for good.",
          "Afterwards nothing in them keeps two workers from writing at the same time, and what a",
          "worker writes on the standby is lost with the next switchover.");

  private static final List<String> AFTERWARDS =
      List.of(
          "",
          "Nothing in the databases keeps two workers from writing now. While the master runs it keeps the",
          "standby's worker at 0 by its quantity; without the master nothing does.",
          "HMA fences nothing by itself before the next switchover, which fences the side that it leaves.",
          "To fence the standby now: ./hma unfence --standby --close",
          "To remove HMA: scale the master service and the agent to 0 (heroku ps:scale web=0), then on each",
          "database, as the role that owns the tables: DROP SCHEMA hma CASCADE;");

  private UnfenceText() {}

  static List<String> of(FenceChangeView ended, boolean standby) {
    List<String> lines = new ArrayList<>();
    ended.sides().forEach(side -> lines.add(line(ended, side)));
    if (ended.failure() != null && ended.sides().isEmpty()) {
      lines.add("not done: " + ended.failure().detail());
    }
    if (ended.openUntil() != null) {
      lines.add("then it is fenced again with what was made meanwhile; its worker stays at 0");
      lines.add("as soon as you are done: ./hma unfence --standby --close");
    }
    if (!standby && !ended.sides().isEmpty()) {
      lines.addAll(AFTERWARDS);
    }
    return lines;
  }

  private static String line(FenceChangeView ended, SideResult result) {
    String side = result.side().label();
    if (result.failure() != null) {
      return "the %s could not be reached, so its fence may still stand: %s; ask again"
          .formatted(side, result.failure().detail());
    }
    if (ended.openUntil() != null) {
      return "the %s is open for migrations until %s (%d tables and sequences had a fence)"
          .formatted(side, ended.openUntil(), result.relations());
    }
    return ended.change().equals("close")
        ? "the %s is fenced: %d tables and sequences".formatted(side, result.relations())
        : "the %s has no fence: %d tables and sequences had one"
            .formatted(side, result.relations());
  }
}
