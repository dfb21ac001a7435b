package hma.master.switchover;

import java.time.Instant;

/**
 * Something that a person has to look at.
 *
 * @param code a stable name for programs
 * @param message what is wrong and what to do, without secrets
 * @param since when it was first seen
 */
public record AlarmView(String code, String message, Instant since) {}
