package hma.master.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the command line ends with. */
public final class ExitCodes {
  /** It was done. */
  public static final int OK = 0;

  /** It was not: a switchover went back, was called off or failed, or something unforeseen. */
  public static final int FAILED = 1;

  /** The command line or the settings cannot be used. */
  public static final int USAGE = 2;

  /** No master answers. */
  public static final int UNREACHABLE = 3;

  /** The master refuses: another switchover runs, the side is active already, or the token. */
  public static final int REFUSED = 4;

  /** {@code doctor} found a problem, {@code compare} a difference. */
  public static final int DIFFERENT = 1;

  /** {@code doctor} and {@code compare}: whatever kept them from telling, wrong usage included. */
  public static final int COULD_NOT_TELL = 2;

  /** {@code tick}: another master leads, or another tick. */
  public static final int SOMEONE_ELSE = 5;

  /** {@code tick --detailed-exitcode}: a switchover was due and is done. */
  public static final int SWITCHED_OVER = 6;

  private ExitCodes() {}

  /** Those of a command, as its help shows them. */
  static Map<String, String> of(String command) {
    return switch (command) {
      case "doctor" -> inspected("fit for a switchover", "problems were found");
      case "failover" -> ofFailover();
      case "tick" -> ofTick();
      case "config" -> ofConfig();
      case "compare" -> inspected("both sides are equal", "they differ");
      default -> described();
    };
  }

  private static Map<String, String> inspected(String good, String bad) {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, good);
    codes.put(" " + DIFFERENT, bad);
    codes.put(
        " " + COULD_NOT_TELL,
        "could not tell: no master answers, it refuses, or the command line cannot be used");
    return codes;
  }

  private static Map<String, String> ofFailover() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "done: the side is active and its worker runs; or --dry-run");
    codes.put(" " + FAILED, "not done, or the worker does not come up: what is printed says which");
    codes.put(" " + USAGE, "the command line or the settings cannot be used");
    codes.put(" " + REFUSED, "refused, nothing was changed: the message says why");
    return codes;
  }

  private static Map<String, String> ofConfig() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "the service can start with these settings; or the template is made");
    codes.put(" " + FAILED, "something unforeseen");
    codes.put(
        " " + USAGE,
        "it cannot, what is printed says why; or the command line cannot be used, or the file of"
            + " --write is there already");
    return codes;
  }

  private static Map<String, String> ofTick() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "nothing was due, or a switchover was done");
    codes.put(" " + FAILED, "a switchover was not completed, or an alarm stands");
    codes.put(" " + USAGE, "the command line or the settings cannot be used");
    codes.put(" " + SOMEONE_ELSE, "another master is at it: nothing was done here");
    codes.put(" " + SWITCHED_OVER, "with --detailed-exitcode: a switchover was done");
    return codes;
  }

  /** As the help shows them. */
  static Map<String, String> described() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "done");
    codes.put(" " + FAILED, "not done: it went back, was cancelled or failed");
    codes.put(" " + USAGE, "the command line or the settings cannot be used");
    codes.put(" " + UNREACHABLE, "no master answers");
    codes.put(" " + REFUSED, "the master refuses: its answer says why");
    return codes;
  }
}
