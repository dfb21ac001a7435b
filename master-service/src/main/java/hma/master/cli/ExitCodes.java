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

  private ExitCodes() {}

  /** As the help shows them. */
  static Map<String, String> described() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "done");
    codes.put(" " + FAILED, "not done: the switchover went back, was cancelled or failed");
    codes.put(" " + USAGE, "the command line or the settings cannot be used");
    codes.put(" " + UNREACHABLE, "no master answers");
    codes.put(" " + REFUSED, "the master refuses: its answer says why");
    return codes;
  }
}
