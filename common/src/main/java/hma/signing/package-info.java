/**
 * Signed HTTP between master and agent: RFC 9421 signatures and RFC 9530 digests in one strict
 * profile, for a Vert.x server and its client, with keys derived per purpose and a replay guard.
 *
 * <p>Uses Vert.x, a structured-fields parser, {@link hma.config.Secret} and {@link
 * hma.protocol.Problem}; it knows neither databases nor what the bodies mean.
 */
@org.jspecify.annotations.NullMarked
package hma.signing;
