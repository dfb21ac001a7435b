package hma.master.journal;

import hma.protocol.Side;
import java.time.Instant;

/**
 * A side whose database was last seen with a copy that is not complete.
 *
 * @param side the side
 * @param switchover that began the copy
 * @param since when
 */
public record UnfitSide(Side side, String switchover, Instant since) {}
