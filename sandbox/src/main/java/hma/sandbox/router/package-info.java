/**
 * Heroku's router in front of each app: streams requests to its web dyno, with the time-outs and
 * error pages of the real one. Uses {@code hma.sandbox.dyno}, {@code hma.sandbox.link}, {@code
 * hma.sandbox.faults} and Vert.x, and not the Platform API.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.router;
