package hma.master.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How the API's records are written as JSON and read back, and its requests read. */
public final class ApiJson {
  /** Strict: a field given twice or text after the end is an error. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(Side.class, new SideSerializer())
                  .addDeserializer(Instant.class, new InstantDeserializer())
                  .addDeserializer(Side.class, new SideDeserializer()))
          .build();

  static final String MEDIA_TYPE = "application/json";

  private static final String RETRY_AFTER_SECONDS = "5";

  private ApiJson() {}

  /** A record as the API would answer with it. */
  public static String written(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of the API cannot be written", impossible);
    }
  }

  /**
   * Reads a record that the API answered with; fields that it does not have are passed over, so
   * that an older client understands a newer service.
   *
   * @throws IOException when it is something else
   */
  static <T> T read(Buffer body, Class<T> type) throws IOException {
    return MAPPER.readValue(body.getBytes(), type);
  }

  /** As {@link #read(Buffer, Class)}, for a record with a type parameter. */
  static <T> T read(Buffer body, TypeReference<T> type) throws IOException {
    return MAPPER.readValue(body.getBytes(), type);
  }

  /** Answers with a record. */
  static void answer(RoutingContext context, int status, Object value) {
    String json = written(value);
    IdempotencyKeys.keep(context, status, json);
    send(context, status, json);
  }

  /** Answers with what is written. */
  static void send(RoutingContext context, int status, String json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(json);
  }

  /** Who is told to ask again is told when, see RFC 9110, 10.2.3. */
  static void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof ProblemException problem && problem.problem().retryable()) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    context.fail(failure);
  }

  private static final class SideSerializer extends StdSerializer<Side> {
    private static final long serialVersionUID = 1L;

    SideSerializer() {
      super(Side.class);
    }

    @Override
    public void serialize(Side side, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(side.label());
    }
  }

  private static final class SideDeserializer extends StdDeserializer<Side> {
    private static final long serialVersionUID = 1L;

    SideDeserializer() {
      super(Side.class);
    }

    @Override
    public Side deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String label = json.getValueAsString("");
      for (Side side : Side.values()) {
        if (side.label().equals(label)) {
          return side;
        }
      }
      throw JsonMappingException.from(json, "neither master nor slave");
    }
  }

  private static final class InstantDeserializer extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(json.getValueAsString(""));
      } catch (DateTimeParseException notOne) {
        throw JsonMappingException.from(json, "not a date and time", notOne);
      }
    }
  }
}
