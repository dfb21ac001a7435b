package hma.master.model;

import hma.protocol.Side;

/** Takes the worlds that may follow on one. */
@FunctionalInterface
interface Moves {
  /**
   * The world may become this one.
   *
   * @param master who acts, counted from 0
   * @param side what it is about
   */
  void to(World next, Event event, int master, Side side);
}
