package hma.master.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token allows; each scope allows all that those before it do. */
public enum Scope {
  /** To look. */
  READ,
  /** To begin and to call off switchovers. */
  SWITCHOVER,
  /** To overrule what protects the data. */
  ADMIN;

  /** The scope of that label; empty where there is none. */
  public static Optional<Scope> of(String label) {
    return Arrays.stream(values()).filter(scope -> scope.label().equals(label)).findFirst();
  }

  /** As it reads in tokens and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a token of this scope may do what asks for the other. */
  public boolean covers(Scope asked) {
    return compareTo(asked) >= 0;
  }
}
