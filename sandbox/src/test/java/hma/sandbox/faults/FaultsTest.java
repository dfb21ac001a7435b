package hma.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private static final String HALF =
      """
      "router":[{"error":"H12","chance":0.5,"delayMs":[0,1000]}]}\
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'apis':[]} | apis",
        "{'api':[{'methods':'GET'}]} | methods",
        "{'api':[{'status':200}]} | 200",
        "{'api':[{'path':'(','drop':true}]} | api[0]",
        "{'api':[{'times':-1,'drop':true}]} | negative",
        "{'api':[{'status':500,'drop':true}]} | both",
        "{'api':[{'hang':true,'answerDelayMs':5}]} | both",
        "{'api':[{'status':'500'}]} | wrong type",
        "{'api':[{'path':'/dynos'}]} | does nothing",
        "{'api':[{'method':'GTE','drop':true}]} | GTE",
        "{'api':[{'drop':true,'chance':2}]} | chance",
        "{'api':[{'delayMs':[5,1]}]} | least comes first",
        "{'api':[{'delayMs':[5]}]} | delayMs",
        "{'api':[{'delayMs':9999999999}]} | 9999999999",
        "{'api':{}} | wrong type",
        "{'seed':'x'} | seed",
        "{'dynos':[{'type':'worker'}]} | does nothing",
        "{'dynos':[{'bootLagMs':1,'stopLagMs':1}]} | both",
        "{'dynos':[{'crashAfterMs':0.5}]} | crashAfterMs",
        "{'router':[{'path':'/'}]} | error",
        "{'router':[{'error':'H99'}]} | H99",
        "{'links':[{'delayMs':5}]} | at",
        "{'links':[{'at':'api'}]} | does nothing",
        "{'links':[{'at':'api','bytesPerSecond':0}]} | bytesPerSecond",
        "{'links':[{'at':'api','loss':1.5}]} | loss",
        "{'links':[{'at':'api','loss':0.5,'times':1}]} | times",
        "{'quota':[{'app':'mine','leftSeconds':-1}]} | leftSeconds",
        "{'quota':[{'app':'a','leftSeconds':1},{'app':'a','leftSeconds':2}]} | second time",
        "{'clocks':[{'aheadMs':1}]} | of",
        "{'clocks':[{'of':'api','aheadMs':999999999999}]} | 999999999999",
        "{ | not JSON",
      })
  void refusesWhatItDoesNotKnowByName(String json, String named) throws IOException {
    Path file = Files.writeString(folder.resolve("faults.json"), json.replace('\'', '"'));

    assertThatThrownBy(() -> Faults.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("faults.json");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> Faults.read(folder.resolve("none.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.json");
  }

  @Test
  void strikesTheSameRequestsWithTheSameSeed() {
    List<Optional<RouterFault.Blow>> blows = blows("{\"seed\":7," + HALF);

    assertThat(blows("{\"seed\":7," + HALF)).isEqualTo(blows);
    assertThat(blows("{\"seed\":8," + HALF)).isNotEqualTo(blows);
    assertThat(blows).contains(Optional.empty()).anyMatch(Optional::isPresent);
  }

  @Test
  void saysWhichSeedItChose() {
    Faults chosen = Faults.parse("{" + HALF);

    Faults again = Faults.parse(chosen.document().encode());

    assertThat(again.seed()).isEqualTo(chosen.seed());
    assertThat(blows(again)).isEqualTo(blows(chosen));
  }

  @Test
  void drawsWithinTheBounds() {
    Faults faults = Faults.parse("{\"dynos\":[{\"type\":\"worker\",\"bootLagMs\":[5,7]}]}");

    List<Duration> lags =
        Stream.generate(() -> faults.ofDyno(DynoFault.Kind.BOOT_LAG, "mine", "worker"))
            .limit(200)
            .map(Optional::orElseThrow)
            .distinct()
            .sorted()
            .toList();

    assertThat(lags)
        .containsExactly(Duration.ofMillis(5), Duration.ofMillis(6), Duration.ofMillis(7));
    assertThat(faults.ofDyno(DynoFault.Kind.BOOT_LAG, "mine", "web")).isEmpty();
  }

  @Test
  void countsWhatItStrikes() {
    Faults faults =
        Faults.parse("{\"router\":[{\"app\":\"mine\",\"error\":\"H13\",\"after\":1,\"times\":2}]}");

    blows(faults);

    assertThat(faults.strikes())
        .singleElement()
        .satisfies(entry -> assertThat(entry.where()).isEqualTo("router[0]"))
        .satisfies(entry -> assertThat(entry.seen()).isEqualTo(50))
        .satisfies(entry -> assertThat(entry.struck()).isEqualTo(2));
  }

  private static List<Optional<RouterFault.Blow>> blows(String json) {
    return blows(Faults.parse(json));
  }

  private static List<Optional<RouterFault.Blow>> blows(Faults faults) {
    return Stream.generate(() -> faults.ofRouter("mine", "GET", "/")).limit(50).toList();
  }
}
