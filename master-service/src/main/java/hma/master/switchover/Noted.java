package hma.master.switchover;

import org.jspecify.annotations.Nullable;

/**
 * What a step gives, with a sentence for its journal.
 *
 * @param value for the step's caller
 * @param note for people; null where there is nothing to say
 */
record Noted<T>(T value, @Nullable String note) {}
