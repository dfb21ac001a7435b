package hma.signing;

import io.vertx.core.buffer.Buffer;

/**
 * An answer that the peer has signed, for this very request.
 *
 * @param status 200 to 599; errors are signed too
 * @param contentType of the body
 * @param body at most 1 MiB and 64 KiB
 */
public record SignedResponse(int status, String contentType, Buffer body) {}
