package hma.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  private static final Example FULL =
      new Example(
          Side.SLAVE,
          Instant.parse("2026-11-01T10:11:12.123456Z"),
          Duration.ofMillis(90_500),
          Optional.of("a \"note\""),
          List.of(new Part("ä", 9_007_199_254_740_993L)),
          Map.of("key", 1));

  @Test
  void writesAndReadsARecord() {
    byte[] json = Json.encode(FULL);

    assertThat(text(json))
        .isEqualTo(
            "{\"side\":\"slave\",\"at\":\"2026-11-01T10:11:12.123456Z\",\"limit\":\"PT1M30.5S\","
                + "\"note\":\"a \\\"note\\\"\",\"parts\":[{\"name\":\"ä\",\"rows\":9007199254740993}],"
                + "\"counts\":{\"key\":1}}");
    assertThat(Json.decode(json, Example.class)).isEqualTo(FULL);
  }

  @Test
  void takesAnOptionalThatIsMissingForEmpty() {
    Note note = Json.decode(bytes("{}"), Note.class);

    assertThat(note).isEqualTo(new Note(Optional.empty()));
    assertThat(text(Json.encode(note))).isEqualTo("{\"text\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"a"}                       | rows
          {"rows":1}                         | name
          {"name":null,"rows":1}             | name
          {"name":"a","rows":null}           | rows
          {"name":"a","rows":1.5}            | rows
          {"name":"a","rows":"sesame"}       | rows
          {"name":"a","rows":1,"other":2}    | other
          {"name":["sesame"],"rows":1}       | name
          []                                 | the whole
          null                               | the whole
          """)
  void refusesWhatDoesNotFitAndNamesTheField(String json, String field) {
    assertThatThrownBy(() -> Json.decode(bytes(json), Part.class))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(422);
              assertThat(refused.problem().code()).isEqualTo("invalid-json");
              assertThat(refused.problem().detail()).contains(field).doesNotContain("sesame");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name":"a","rows":1
          {"name":"a","rows":1}}
          {"name":"a","rows":1} {}
          {"name":"a","name":"b","rows":1}
          sesame
          ~~
          """)
  void refusesWhatIsNotJson(String json) {
    assertThatThrownBy(() -> Json.decode(bytes(json), Part.class))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isIn(400, 422);
              assertThat(refused.problem().detail()).doesNotContain("sesame");
            });
  }

  @ParameterizedTest
  @CsvSource({"MASTER", "Slave", "1", "''"})
  void knowsASideByItsLabelOnly(String label) {
    byte[] json = bytes("{\"side\":\"" + label + "\"}");

    assertThatThrownBy(() -> Json.decode(json, Sided.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("side");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  record Example(
      Side side,
      Instant at,
      Duration limit,
      Optional<String> note,
      List<Part> parts,
      Map<String, Integer> counts) {}

  record Part(String name, long rows) {}

  record Note(Optional<String> text) {}

  record Sided(Side side) {}
}
