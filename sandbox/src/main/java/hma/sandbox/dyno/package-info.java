/**
 * Dynos as real processes: a Procfile's commands, started, watched, restarted and stopped as Heroku
 * does it. Uses {@code hma.sandbox.process}, {@code hma.sandbox.faults} and {@code hma.workflow};
 * knows nothing of HTTP.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.dyno;
