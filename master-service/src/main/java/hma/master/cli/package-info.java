/**
 * The master's command line: it starts the service, makes tokens and speaks with a running master
 * over {@code hma.master.api}.
 */
@org.jspecify.annotations.NullMarked
package hma.master.cli;
