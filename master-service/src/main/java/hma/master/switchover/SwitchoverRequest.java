package hma.master.switchover;

import hma.protocol.Side;
import java.util.Optional;

/**
 * Asks for a switchover.
 *
 * @param to the side that is to be active afterwards
 * @param from the side that the caller believes to be active; the request is refused where it is
 *     not
 */
public record SwitchoverRequest(Side to, Optional<Side> from) {}
