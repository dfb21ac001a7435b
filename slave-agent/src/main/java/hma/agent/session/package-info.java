/**
 * What a switchover holds open on this side: a source or a target, and the rows that stream out of
 * or into it. A session is dropped, and its transaction rolled back, when the master goes silent.
 *
 * <p>Uses {@code hma.agent.work}, {@code hma.protocol} and {@code hma.sync}; knows no HTTP.
 */
@org.jspecify.annotations.NullMarked
package hma.agent.session;
