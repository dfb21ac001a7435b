package hma.sandbox.dyno;

import java.util.Locale;

/** The states of a dyno that the Platform API knows. There is no stopping state, as on Heroku. */
public enum DynoState {
  /** Its process starts; a web dyno does so until its port accepts connections. */
  STARTING,
  /** It runs. */
  UP,
  /** It sleeps: its account has no dyno hours left. */
  IDLE,
  /** Its process ended by itself, with whatever code, and will be started again. */
  CRASHED,
  /** It was stopped and stays so until it is restarted or scaled. */
  DOWN;

  /** As the Platform API spells it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
