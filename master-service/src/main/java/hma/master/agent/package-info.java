/**
 * The other side as the master sees it: {@code hma.sync.Site} over signed HTTP.
 *
 * <p>Uses {@code hma.protocol}, {@code hma.signing}, {@code hma.sync} and {@code hma.workflow};
 * knows nothing of switchovers.
 */
@org.jspecify.annotations.NullMarked
package hma.master.agent;
