/**
 * A sandbox: both apps on this machine, started and stopped as one, and its commands. Composes the
 * packages below it and uses no class of the services, which it runs from their jars.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox;
