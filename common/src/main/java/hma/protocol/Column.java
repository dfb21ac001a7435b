package hma.protocol;

/**
 * A column of a table.
 *
 * @param name as the catalog holds it
 * @param type as {@code format_type} writes it, without the schema of the type: one extension may
 *     live in another schema on the other side
 * @param generated whether its value is computed, stored or virtual, and so never copied
 * @param virtual whether the computed value is not even stored
 * @param optional whether a row may leave it out: it has a default, an identity, is generated or
 *     may be null
 */
public record Column(
    String name, String type, boolean generated, boolean virtual, boolean optional) {}
