/**
 * The way to PostgreSQL: connections with pinned session settings, COPY as streams, quoted
 * identifiers. It may use {@code hma.config} and {@code hma.workflow}, and knows nothing of what
 * the data means.
 */
@org.jspecify.annotations.NullMarked
package hma.postgres;
