package hma.master.switchover;

import hma.master.heroku.HerokuClient;
import java.util.Locale;

/**
 * Where this master runs, and how.
 *
 * @param app the app that the settings name for it
 * @param style whether it is on all the time
 */
public record MasterHome(HerokuClient app, Style style) {
  /** How a master runs. */
  public enum Style {
    /** Always on. */
    SERVE,
    /** For one look at a time, whenever a scheduler starts it. */
    TICK;

    /** The command's name. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
