package hma.master.journal;

import io.vertx.core.json.JsonObject;

/**
 * The newest switchover of the journal.
 *
 * @param switchover what it was to do, without its steps
 * @param summary what people are shown of it
 */
public record LastSwitchover(JournaledSwitchover switchover, JsonObject summary) {}
