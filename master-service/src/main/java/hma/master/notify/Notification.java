package hma.master.notify;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One thing to tell, however it is written.
 *
 * @param id the same whenever the same thing is told, also by another process; without a full stop,
 *     which parts it from what else is signed
 * @param type what happened, as in {@code switchover.completed}
 * @param timestamp when it happened
 * @param data for programs
 * @param sentence for people
 */
record Notification(String id, String type, Instant timestamp, JsonObject data, String sentence) {}
