package hma.protocol;

/** What the side that is written is once its transaction has committed. */
public enum Afterwards {
  /** Active: what its fence took is given back, and it holds the newest epoch. */
  ACTIVE,
  /** The standby as before, its epoch too; nobody can write on it, whoever could until then. */
  FENCED_STANDBY,
  /** The standby as before, its epoch too; where it was fenced it still is. */
  STANDBY
}
