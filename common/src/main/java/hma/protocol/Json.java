package hma.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * Records as JSON. Instants and durations are ISO 8601 text, an empty Optional is null, a side is
 * its label. Reading is strict: an unknown, repeated or missing field, or text after the value, is
 * refused, so that a misspelt option is never ignored; a field that may be missing is an Optional.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(sides())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  /** For what this project wrote itself, where a field may be null. */
  private static final JsonMapper TRUSTING =
      MAPPER.rebuild().disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

  private Json() {}

  /** The value as UTF-8 JSON. */
  public static byte[] encode(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(
          "cannot write a " + value.getClass().getName() + " as JSON", unwritable);
    }
  }

  /**
   * Reads a value.
   *
   * @param json UTF-8
   * @param type what it must be
   * @throws ProblemException 400 {@code malformed-json} or 422 {@code invalid-json}; the detail
   *     says where and repeats nothing of the text but names of fields
   */
  public static <T> T decode(byte[] json, Class<T> type) {
    return decode(MAPPER, json, type);
  }

  /** Reads back what {@link #encode} wrote, null fields included. */
  public static <T> T decodeOwn(byte[] json, Class<T> type) {
    return decode(TRUSTING, json, type);
  }

  private static <T> T decode(JsonMapper mapper, byte[] json, Class<T> type) {
    T value;
    try {
      value = mapper.readValue(json, type);
    } catch (JsonMappingException misfit) {
      throw invalid("the value of %s is missing, unknown or of the wrong kind", path(misfit));
    } catch (JsonProcessingException malformed) {
      throw malformed(malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (value == null) {
      throw invalid("%s is null", "the whole");
    }
    return value;
  }

  private static String path(JsonMappingException misfit) {
    String path =
        misfit.getPath().stream()
            .map(step ->
                step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the whole" : path.substring(0, Math.min(path.length(), 100));
  }

  private static ProblemException invalid(String detail, String where) {
    return new Problem(422, "invalid-json", "JSON does not fit", detail.formatted(where), false)
        .asException();
  }

  private static ProblemException malformed(JsonProcessingException malformed) {
    String where =
        malformed.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(
                    malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr());
    return new Problem(
            400, "malformed-json", "JSON cannot be read", "this is not JSON" + where, false)
        .asException();
  }

  private static SimpleModule sides() {
    return new SimpleModule("sides")
        .addSerializer(
            Side.class,
            new StdSerializer<Side>(Side.class) {
              private static final long serialVersionUID = 1L;

              @Override
              public void serialize(Side side, JsonGenerator generator, SerializerProvider provider)
                  throws IOException {
                generator.writeString(side.label());
              }
            })
        .addDeserializer(
            Side.class,
            new StdDeserializer<Side>(Side.class) {
              private static final long serialVersionUID = 1L;

              @Override
              public Side deserialize(JsonParser parser, DeserializationContext context)
                  throws IOException {
                String label = parser.getText();
                for (Side side : Side.values()) {
                  if (side.label().equals(label)) {
                    return side;
                  }
                }
                throw context.weirdStringException(label, Side.class, "not a side");
              }
            });
  }
}
