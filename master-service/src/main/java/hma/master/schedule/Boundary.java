package hma.master.schedule;

import hma.protocol.Side;
import java.time.Instant;

/**
 * A moment from which a side is to be active.
 *
 * @param at the moment, the first one at which it holds
 * @param to the side
 */
public record Boundary(Instant at, Side to) {}
