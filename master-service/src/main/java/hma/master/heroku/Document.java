package hma.master.heroku;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** An object in an answer, read strictly: what is missing or of another type is named. */
final class Document {
  private final JsonObject fields;
  private final Answer answer;

  Document(JsonObject fields, Answer answer) {
    this.fields = fields;
    this.answer = answer;
  }

  String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field, "text"));
  }

  Optional<String> optionalText(String field) {
    return switch (fields.getValue(field)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw missing(field, "text");
    };
  }

  int integer(String field) {
    long value = number(field);
    if (value != (int) value) {
      throw missing(field, "a 32-bit integer");
    }
    return (int) value;
  }

  long number(String field) {
    return switch (fields.getValue(field)) {
      case Integer value -> value;
      case Long value -> value;
      case null, default -> throw missing(field, "an integer");
    };
  }

  boolean flag(String field) {
    if (fields.getValue(field) instanceof Boolean flag) {
      return flag;
    }
    throw missing(field, "a boolean");
  }

  Instant instant(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeParseException notOne) {
      throw missing(field, "a date and time");
    }
  }

  Document object(String field) {
    return optionalObject(field).orElseThrow(() -> missing(field, "an object"));
  }

  Optional<Document> optionalObject(String field) {
    return switch (fields.getValue(field)) {
      case null -> Optional.empty();
      case JsonObject object -> Optional.of(new Document(object, answer));
      default -> throw missing(field, "an object");
    };
  }

  private HerokuException missing(String field, String type) {
    return answer.malformed("its field '" + field + "' is missing or not " + type);
  }
}
