package hma.master.cli;

import java.util.List;
import java.util.stream.Stream;

/** How each command is typed, as its help shows it. */
final class Examples {
  private Examples() {}

  /** Those of a command: what is typed, each with what it is for. */
  static List<Example> of(String command) {
    return switch (command) {
      case "serve" -> List.of(new Example("serve", "until SIGTERM"));
      case "tick" ->
          List.of(
              new Example("tick", "in Heroku Scheduler or cron"),
              new Example("tick --json --detailed-exitcode", "for a script"));
      case "token" ->
          List.of(
              new Example("token --scope switchover --ttl 5m", "for one request that acts"),
              new Example("token --scope read", "to look at a comparison"));
      case "status" ->
          List.of(
              new Example("status", "of the master on this machine, or at HMA_MASTER_URL"),
              new Example("status --url https://my-app.herokuapp.com --json", "of that one"));
      case "plan" ->
          List.of(
              new Example("plan", "the next twelve months"),
              new Example(
                  "plan --months 3 --hours 700", "a quarter of a year, with 700 h a month"));
      case "history" ->
          List.of(
              new Example("history", "the last twenty"),
              new Example("history --limit 100 --json", "for a chart"));
      case "switchover" ->
          List.of(
              new Example("switchover --to slave --follow", "now, and show each step"),
              new Example("switchover --to slave --dry-run", "what it would take"),
              new Example(
                  "switchover --to slave --from master", "only if the master is still active"));
      case "cancel" ->
          List.of(
              new Example("cancel", "whatever runs"),
              new Example("cancel 20261101-000003-5f3a9c1e", "only if it is this one"));
      case "rehearse" ->
          List.of(
              new Example("rehearse", "a switchover to the standby"),
              new Example("rehearse --json --quiet", "for a script that only wants the exit code"));
      case "refresh" -> List.of(new Example("refresh --follow", "now, and show each step"));
      case "failover" ->
          List.of(
              new Example("failover --to slave --dry-run", "what would be lost"),
              new Example("failover --to slave", "asks before anything is done"));
      case "doctor" ->
          List.of(
              new Example("doctor", "what stands against a switchover to the standby"),
              new Example("doctor --json", "for a script"));
      case "compare" ->
          List.of(
              new Example("compare", "all tables"),
              new Example("compare --table public.orders --rows 20", "and the keys that differ"));
      case "unfence" ->
          List.of(
              new Example("unfence --standby --ttl 30m --by ada", "for a migration"),
              new Example("unfence --standby --close", "it is done"),
              new Example("unfence", "for those who leave HMA"));
      case "pause" ->
          List.of(
              new Example("pause --until 2026-12-24 --by ada", "until that day"),
              new Example("pause --until 12h", "for half a day"));
      case "resume" -> List.of(new Example("resume", "follow the schedule again"));
      case "config" ->
          List.of(
              new Example("config", "every setting, its origin, and what is wrong"),
              new Example("config --template --write hma.yaml", "to begin with"));
      case "completion" ->
          List.of(new Example("completion", "source <(./hma completion), in bash or zsh"));
      default -> List.of();
    };
  }

  /**
   * One of them.
   *
   * @param typed after {@code ./hma}
   * @param purpose in a few words
   */
  record Example(String typed, String purpose) {
    /** As the help shows it: within 80 columns, and to be copied. */
    Stream<String> lines() {
      return Stream.of("  # " + purpose, "  ./hma " + typed).map(line -> line.replace("%", "%%"));
    }
  }
}
