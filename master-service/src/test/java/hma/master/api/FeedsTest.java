package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.FakeSwitchovers;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class FeedsTest {
  private static final String STATUS = "/api/v1/events";
  private static final String SWITCHOVER =
      MasterApi.SWITCHOVERS + "/" + FakeSwitchovers.ID + "/events";

  @RegisterExtension final ServedApi api = new ServedApi();

  private final List<Stream> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Stream stream : open) {
      stream.close();
    }
  }

  /** One event; what has no id has an empty one. */
  private record Received(String id, String type, JsonObject data) {}

  /** A client's end of a stream. */
  private static final class Stream implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    private Stream(InputStream body) {
      this.body = body;
      this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private Received next() throws IOException {
      String id = "";
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return new Received(id, type, new JsonObject(line.substring(6)));
        }
      }
      throw new IOException("the stream has ended");
    }

    private boolean ended() throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  private Stream follow(String path, String... headers) throws Exception {
    HttpResponse<InputStream> response = answer(path, headers);
    assertThat(response.statusCode()).isEqualTo(200);
    Stream stream = new Stream(response.body());
    open.add(stream);
    return stream;
  }

  private HttpResponse<InputStream> answer(String path, String... headers) throws Exception {
    return api.open(path, headers);
  }

  @Test
  void tellsTheStatusWheneverItIsAnotherOne() throws Exception {
    Stream stream = follow(STATUS);
    Received first = stream.next();

    api.running().switchovers().begin();
    Received second = stream.next();

    assertThat(first.type()).isEqualTo("status");
    assertThat(first.data().getString("state")).isEqualTo("IDLE");
    assertThat(second.data().getJsonObject("switchover").getString("id"))
        .isEqualTo(FakeSwitchovers.ID);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(follow(STATUS, "Last-Event-ID", first.id()).next()).isEqualTo(second);
  }

  @Test
  void endsOnceTheMasterCanNotTellAndIsRefusedFromThenOn() throws Exception {
    Stream stream = follow(STATUS);
    stream.next();

    api.running().switchovers().loseLead();

    assertThat(stream.ended()).isTrue();
    assertThat(answer(STATUS).statusCode()).isEqualTo(503);
  }

  @Test
  void endsWithTheTokenThatItWasOpenedWith() throws Exception {
    api.becomePrivate();
    Stream stream = follow(STATUS, "Authorization", api.bearer(Scope.READ));
    stream.next();

    api.clock().move(Duration.ofMinutes(5));

    assertThat(stream.ended()).isTrue();
  }

  @Test
  void tellsEachStepOnceAndTheEnd() throws Exception {
    api.running().switchovers().begin();
    api.running().switchovers().step("lock the door", "DONE");
    api.running().switchovers().step("count the rows", "STARTED");
    Stream stream = follow(SWITCHOVER);

    assertThat(ids(stream, 3)).containsExactly("1", "2", "3");
    Received whole = stream.next();
    assertThat(whole.type()).isEqualTo("switchover");
    api.running().switchovers().finish();
    Received ended = lastOf(stream);

    assertThat(ended.id()).isEqualTo("end");
    assertThat(ended.data().getString("state")).isEqualTo("COMPLETED");
    assertThat(stream.ended()).isTrue();
    assertThat(answer(SWITCHOVER, "Last-Event-ID", "end").statusCode()).isEqualTo(204);
  }

  @Test
  void goesOnAfterTheLastStepThatArrived() throws Exception {
    api.running().switchovers().begin();
    api.running().switchovers().step("lock the door", "DONE");
    api.running().switchovers().step("count the rows", "DONE");

    Stream stream = follow(SWITCHOVER, "Last-Event-ID", "2");

    Received next = stream.next();
    assertThat(next.id()).isEqualTo("3");
    assertThat(next.data().getString("name")).isEqualTo("count the rows");
    assertThat(next.data().getString("state")).isEqualTo("STARTED");
    assertThat(stream.next().data().getString("state")).isEqualTo("DONE");
  }

  @Test
  void leavesOutTheEndOfAStepThatAKilledMasterBegan() throws Exception {
    api.running().switchovers().begin();
    api.running().switchovers().step("lock the door", "STARTED");
    api.running().switchovers().step("lock the door", "DONE");

    assertThat(ids(follow(SWITCHOVER), 3)).containsExactly("1", "3", "4");
  }

  @Test
  void refusesMoreThanItCanServeAndTakesTheNextOnceOneLeaves() throws Exception {
    for (int i = 0; i < Feeds.MOST; i++) {
      follow(STATUS, "X-Forwarded-For", "192.0.2." + i / Feeds.MOST_OF_ONE).next();
    }

    HttpResponse<InputStream> refused = answer(STATUS, "X-Forwarded-For", "192.0.2.99");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    open.removeFirst().close();
    Awaitility.await()
        .until(() -> answer(STATUS, "X-Forwarded-For", "192.0.2.99").statusCode() == 200);
  }

  @Test
  void letsNobodyLockOthersOut() throws Exception {
    for (int i = 0; i < Feeds.MOST_OF_ONE; i++) {
      follow(STATUS).next();
    }

    assertThat(answer(STATUS).statusCode()).isEqualTo(503);
    assertThat(answer(STATUS, "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
  }

  @Test
  void knowsNoneOfAnotherId() throws Exception {
    assertThat(answer(MasterApi.SWITCHOVERS + "/none/events").statusCode()).isEqualTo(404);
  }

  private static List<String> ids(Stream stream, int count) throws IOException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      Received received = stream.next();
      if (received.type().equals("step")) {
        ids.add(received.id());
      }
    }
    return ids;
  }

  private static Received lastOf(Stream stream) throws IOException {
    Received received = stream.next();
    while (!received.type().equals("end")) {
      received = stream.next();
    }
    return received;
  }
}
