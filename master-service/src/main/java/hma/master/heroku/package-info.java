/**
 * The parts of Heroku's Platform API that a switchover needs, for one app of one account at a time.
 *
 * <p>Uses the Vert.x web client and {@code hma.config}; it knows nothing of switchovers.
 */
@org.jspecify.annotations.NullMarked
package hma.master.heroku;
