/**
 * Measures HMA against what people use without it, and the outage while writers write, on this
 * machine and in one run. It uses the sandbox, the demo's client of the master's API and its
 * records of commits, JDBC, other programs as processes, and of {@code hma.sync} the log of
 * changes, to see what that costs by itself.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.bench;
