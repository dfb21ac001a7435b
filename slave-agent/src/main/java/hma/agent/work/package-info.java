/**
 * Work on the database that is asked for over HTTP: each operation runs once, on a virtual thread,
 * and its outcome is kept for whoever asks again.
 *
 * <p>Uses {@code hma.protocol}, {@code hma.sync} and {@code hma.workflow}; knows no HTTP.
 */
@org.jspecify.annotations.NullMarked
package hma.agent.work;
