/**
 * What both services are made of around their own work: start, signals and stop, health, the HTTP
 * server's limits, and the one renderer of failures.
 *
 * <p>Uses Vert.x Web and, of this project, {@code hma.config}, {@code hma.protocol} and {@code
 * hma.workflow}.
 */
@org.jspecify.annotations.NullMarked
package hma.service;
