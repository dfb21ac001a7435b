package hma.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A record of this package on its way between master and agent: JSON, compressed when it is long,
 * because a signed body is at most 1 MiB and a plan of thousands of tables is longer.
 *
 * <p>The content type says which it is: it is signed, {@code Content-Encoding} would not be.
 *
 * @param contentType {@link #JSON} or {@link #GZIP}
 * @param bytes the body; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Message(String contentType, byte[] bytes) {
  /** The media type of JSON as it is. */
  public static final String JSON = "application/json";

  /** The media type of compressed JSON. */
  public static final String GZIP = "application/gzip";

  /** The most bytes of JSON, uncompressed: 16 MiB. */
  public static final int MOST_BYTES = 16 << 20;

  private static final int COMPRESSED_FROM = 64 << 10;

  /** A record as a message. */
  public static Message of(Object content) {
    byte[] json = Json.encode(content);
    return json.length < COMPRESSED_FROM
        ? new Message(JSON, json)
        : new Message(GZIP, compress(json));
  }

  /**
   * Reads the record.
   *
   * @throws ProblemException {@code invalid-message}, {@code malformed-json} or {@code
   *     invalid-json}
   */
  public <T> T as(Class<T> type) {
    return switch (contentType) {
      case JSON -> Json.decode(bytes, type);
      case GZIP -> Json.decode(expand(bytes), type);
      default ->
          throw AgentProblems.invalidMessage(
              "its content type is " + contentType + ": send " + JSON + " or " + GZIP);
    };
  }

  private static byte[] compress(byte[] json) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }

  private static byte[] expand(byte[] compressed) {
    byte[] json;
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      json = gzip.readNBytes(MOST_BYTES + 1);
    } catch (IOException broken) {
      throw AgentProblems.invalidMessage("it is not gzip");
    }
    if (json.length > MOST_BYTES) {
      throw AgentProblems.invalidMessage("it has more than " + MOST_BYTES + " bytes of JSON");
    }
    return json;
  }
}
