/**
 * Measures HMA against what people use without it, on this machine and in one run. It uses the
 * sandbox, the demo's client of the master's API, JDBC, and other programs as processes.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.bench;
