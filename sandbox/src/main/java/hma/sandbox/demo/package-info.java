/**
 * One command that shows a switchover each way and proves it: a demo database, a worker that writes
 * all the time, and the checks of its record.
 *
 * <p>Uses the sandbox, and the services only over HTTP. Data, worker and checks go through JDBC on
 * purpose: they share no code with what they prove.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.demo;
