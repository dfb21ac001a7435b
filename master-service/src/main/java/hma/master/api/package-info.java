/**
 * The master's HTTP API: one small class per endpoint, a route table, and tokens for those who act.
 *
 * <p>It renders what {@code hma.master.switchover} says and decides nothing about switchovers.
 */
@org.jspecify.annotations.NullMarked
package hma.master.api;
