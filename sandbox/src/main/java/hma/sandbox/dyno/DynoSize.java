package hma.sandbox.dyno;

import java.util.Arrays;
import java.util.Optional;

/** A size of dyno, with how many of one process type may run in it. */
public enum DynoSize {
  /** One dyno per process type, and two in the whole app. */
  ECO("Eco", "eco", 1),
  /** One dyno per process type. */
  BASIC("Basic", "basic", 1),
  /** Up to a hundred. */
  STANDARD_1X("Standard-1X", "production", 100),
  /** Up to a hundred. */
  STANDARD_2X("Standard-2X", "production", 100),
  /** Up to ten. */
  PERFORMANCE_M("Performance-M", "production", 10),
  /** Up to ten. */
  PERFORMANCE_L("Performance-L", "production", 10);

  /** How many dynos of an app may run at a time when it uses {@link #ECO}, one-off ones apart. */
  public static final int ECO_DYNOS_PER_APP = 2;

  private final String label;
  private final String tier;
  private final int perType;

  DynoSize(String label, String tier, int perType) {
    this.label = label;
    this.tier = tier;
    this.perType = perType;
  }

  /** The size with that name, in upper or lower case. */
  public static Optional<DynoSize> named(String name) {
    return Arrays.stream(values()).filter(size -> size.label.equalsIgnoreCase(name)).findFirst();
  }

  /** As the Platform API spells it: with a capital. */
  public String label() {
    return label;
  }

  /** The app's {@code process_tier} when its dynos have this size. */
  public String tier() {
    return tier;
  }

  /** How many dynos of one process type may run. */
  public int perType() {
    return perType;
  }
}
