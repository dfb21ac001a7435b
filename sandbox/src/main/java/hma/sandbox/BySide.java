package hma.sandbox;

import hma.protocol.Side;

/**
 * One thing per side.
 *
 * @param master the master's
 * @param slave the slave's
 */
record BySide<T>(T master, T slave) {
  /** The one of that side. */
  T of(Side side) {
    return side == Side.MASTER ? master : slave;
  }
}
