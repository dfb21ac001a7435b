package hma.master.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import hma.protocol.Side;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;

/** How the API's records are written as JSON, and its requests read. */
final class ApiJson {
  /** Strict: a field given twice or text after the end is an error. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(Side.class, new SideSerializer()))
          .build();

  private ApiJson() {}

  /** Answers with a record. */
  static void answer(RoutingContext context, int status, Object value) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(written(value)));
  }

  private static byte[] written(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of the API cannot be written", impossible);
    }
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
}
