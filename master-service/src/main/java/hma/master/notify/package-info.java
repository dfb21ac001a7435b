/**
 * Tells somebody outside, by a webhook, what switchovers do and what a person has to look at.
 *
 * <p>Observes {@code hma.master.switchover}, which does not know of it; uses {@code hma.config} and
 * Vert.x's HTTP client.
 */
@org.jspecify.annotations.NullMarked
package hma.master.notify;
