/**
 * What the master remembers in its own database, and the right to write it: leadership, ownership,
 * switchovers and their steps.
 *
 * <p>Uses {@code hma.postgres}; knows neither Heroku nor what a switchover does.
 */
@org.jspecify.annotations.NullMarked
package hma.master.journal;
