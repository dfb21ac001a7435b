package hma.protocol;

/**
 * Where a sequence stands.
 *
 * @param name the sequence
 * @param lastValue its {@code last_value}
 * @param called whether {@code last_value} has been handed out
 */
public record SequenceValue(TableName name, long lastValue, boolean called) {}
