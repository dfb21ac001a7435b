package hma.sync;

import java.util.Collection;
import java.util.List;

/**
 * Something that was found out about both sides before a switchover.
 *
 * @param severity how much it matters
 * @param what what it is, naming the thing and the value
 * @param remedy what to do about it
 */
public record Finding(Severity severity, String what, String remedy) {

  /** How much a finding matters. */
  public enum Severity {
    /** No switchover starts while it stands. */
    PROBLEM,
    /** A switchover starts, and may fail or surprise because of it. */
    WARNING,
    /** Good to know. */
    NOTE
  }

  /** What stands against a switchover. */
  public static Finding problem(String what, String remedy) {
    return new Finding(Severity.PROBLEM, what, remedy);
  }

  /** What may make a switchover fail. */
  public static Finding warning(String what, String remedy) {
    return new Finding(Severity.WARNING, what, remedy);
  }

  /** What is good to know. */
  public static Finding note(String what, String remedy) {
    return new Finding(Severity.NOTE, what, remedy);
  }

  /** A problem as somebody else worded it: a sentence with its remedy after the last colon. */
  public static Finding problem(String sentence) {
    int end = sentence.lastIndexOf(": ");
    return end < 0
        ? problem(sentence, "")
        : problem(sentence.substring(0, end), sentence.substring(end + 2));
  }

  /** In one sentence. */
  public String sentence() {
    return remedy.isEmpty() ? what : what + ": " + remedy;
  }

  /** The problems among them. */
  public static List<Finding> problems(Collection<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity == Severity.PROBLEM)
        .distinct()
        .toList();
  }
}
