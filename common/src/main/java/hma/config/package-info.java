/**
 * Settings of both services: read once at start, typed, every problem reported in one message.
 *
 * <p>Uses Vert.x Config and, of this project, {@code hma.protocol}; no other package reads the
 * environment.
 */
@org.jspecify.annotations.NullMarked
package hma.config;
