/**
 * The agent's signed routes: each reads a request, hands it to {@code hma.agent.session} or {@code
 * hma.agent.work}, and answers within the router's time.
 */
@org.jspecify.annotations.NullMarked
package hma.agent.http;
