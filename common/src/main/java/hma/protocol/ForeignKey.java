package hma.protocol;

/**
 * A foreign key constraint; for partitioned tables the one declared, not its copies on partitions.
 *
 * @param name the constraint's name
 * @param table the referencing table
 * @param references the referenced table
 * @param definition as {@code pg_get_constraintdef} writes it under an empty search path
 */
public record ForeignKey(String name, TableName table, TableName references, String definition) {}
