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

  private ExitCodes() {}

  /** Those of a command, as its help shows them. */
  static Map<String, String> of(String command) {
    return switch (command) {
      case "doctor" -> inspected("fit for a switchover", "problems were found");
      case "failover" -> ofFailover();
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
