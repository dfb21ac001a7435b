package hma.config;

import java.util.List;

/** Settings that cannot be used. The message is for people: every problem, each on its own line. */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidSettings(List<String> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem: the setting, its value unless it is a secret's, and the remedy. */
  public List<String> problems() {
    return problems;
  }

  private static String message(List<String> problems) {
    String heading =
        problems.size() == 1 ? "A setting is wrong:" : problems.size() + " settings are wrong:";
    return heading + "\n  " + String.join("\n  ", problems);
  }
}
