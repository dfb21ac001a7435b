package hma.protocol;

/**
 * The last answer of an export, in place of a chunk.
 *
 * @param rows how many rows were exported
 */
public record ExportEnd(long rows) {}
