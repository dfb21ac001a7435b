package hma.sandbox.faults;

/** The faults that hold now: they can be replaced while everything runs. */
public final class CurrentFaults {
  private volatile Faults faults = Faults.none();

  /** At first nothing goes wrong. */
  public CurrentFaults() {}

  /** Those of this moment: ask again at each event. */
  public Faults now() {
    return faults;
  }

  /** From now on these hold, in place of those that did. */
  public void replace(Faults others) {
    faults = others;
  }
}
