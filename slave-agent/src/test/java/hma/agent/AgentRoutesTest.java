package hma.agent;

import static hma.agent.TestAgent.CLAIM;
import static hma.agent.TestAgent.PLAN;
import static hma.agent.TestAgent.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.AgentPaths;
import hma.protocol.AgentProblems;
import hma.protocol.Cargo;
import hma.protocol.DataCommand;
import hma.protocol.DatabaseCommand;
import hma.protocol.Json;
import hma.protocol.Message;
import hma.protocol.SessionOpening;
import hma.protocol.SiteCommand;
import hma.protocol.SiteResult;
import hma.protocol.SourceCommand;
import hma.protocol.TargetCommand;
import hma.protocol.Writers;
import hma.signing.SignedResponse;
import hma.sync.Chunks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's routes as they are on the wire. */
class AgentRoutesTest {
  private static final String SESSION = "switchover-1-a";
  private static final String OPERATION = "operation-1";
  private static final Buffer ROWS = Buffer.buffer("1\n2\n3\n");

  private final InMemorySite database = new InMemorySite();
  private final TestAgent agent = TestAgent.serving(database);

  @AfterEach
  void close() {
    database.letGo();
    agent.close();
  }

  @Test
  void runsAnOperationOnceHoweverOftenItIsHandedIn() {
    String path = AgentPaths.operation(OPERATION);

    SignedResponse first = put(path, new DatabaseCommand.RaiseTerm(5));
    SignedResponse second = put(path, new DatabaseCommand.RaiseTerm(5));
    SignedResponse asked = agent.call(HttpMethod.GET, path, "");

    assertThat(result(first)).isEqualTo(new SiteResult.Done());
    assertThat(second).isEqualTo(first);
    assertThat(asked).isEqualTo(first);
    assertThat(database.calls).containsExactly("raiseTerm 5");
  }

  @Test
  void refusesAnIdThatStoodForSomethingElse() {
    String path = AgentPaths.operation(OPERATION);
    put(path, new DatabaseCommand.RaiseTerm(5));

    assertProblem(
        put(path, new DatabaseCommand.RaiseTerm(6)), 409, AgentProblems.ID_REUSED, OPERATION);
    assertThat(database.calls).containsExactly("raiseTerm 5");
  }

  @Test
  void saysThatLongWorkIsUnderWayAndThenWhatCameOfIt() {
    // Given
    database.holdUp();
    String path = AgentPaths.operation(OPERATION);

    // When
    SignedResponse early = put(path, new DatabaseCommand.TerminateSessions());
    database.letGo();
    SignedResponse late = agent.call(HttpMethod.GET, path, "");

    // Then
    assertThat(early.status()).isEqualTo(202);
    assertThat(result(late)).isEqualTo(new SiteResult.Count(2));
  }

  @Test
  void doesNotKnowAnOperationThatWasNeverHandedIn() {
    assertProblem(
        agent.call(HttpMethod.GET, AgentPaths.operation(OPERATION), ""),
        404,
        AgentProblems.UNKNOWN_OPERATION,
        OPERATION);
  }

  @Test
  void doesNotKnowASessionThatWasNeverOpened() {
    assertProblem(
        agent.call(HttpMethod.GET, AgentPaths.session(SESSION), ""),
        404,
        AgentProblems.UNKNOWN_SESSION,
        SESSION);
    assertProblem(
        put(AgentPaths.operation(SESSION, OPERATION), new TargetCommand.Commit()),
        404,
        AgentProblems.UNKNOWN_SESSION,
        SESSION);
  }

  @Test
  void opensASessionOnceAndNeverAgainAfterItWasDropped() {
    open();
    open();
    put(AgentPaths.operation(SESSION, OPERATION), new TargetCommand.OpenTarget(CLAIM, PLAN));

    agent.call(HttpMethod.DELETE, AgentPaths.session(SESSION), "");
    SignedResponse again = agent.call(HttpMethod.DELETE, AgentPaths.session(SESSION), "");
    SignedResponse late = post();

    assertThat(again.status()).isEqualTo(200);
    assertProblem(late, 410, AgentProblems.SESSION_DROPPED, SESSION);
    assertThat(database.calls).containsExactly("openTarget", "close target");
  }

  @Test
  void refusesASessionIdOfAnotherSwitchover() {
    open();

    SignedResponse other =
        agent.call(
            HttpMethod.POST, AgentPaths.session(SESSION), json(new SessionOpening("switchover-2")));

    assertProblem(other, 409, AgentProblems.ID_REUSED, SESSION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"drop-database\"}",
        "{\"type\":\"raise-term\"}",
        "{\"type\":\"raise-term\",\"term\":\"many\"}",
        "{\"type\":\"raise-term\",\"term\":1,\"force\":true}",
        "{\"type\":\"settle\",\"claim\":null}",
        "[]",
        "null"
      })
  void refusesACommandThatItDoesNotUnderstand(String body) {
    SignedResponse answer = agent.call(HttpMethod.PUT, AgentPaths.operation(OPERATION), body);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
    assertThat(database.calls).isEmpty();
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThat(agent.call(HttpMethod.PUT, AgentPaths.operation(OPERATION), "{").status())
        .isEqualTo(400);
    assertProblem(
        agent.call(HttpMethod.PUT, AgentPaths.operation(OPERATION), ROWS),
        422,
        AgentProblems.INVALID_MESSAGE,
        "octet-stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "with.dots.in.it",
        "an-id-of-more-than-64-letters-an-id-of-more-than-64-letters-digits"
      })
  void refusesWhatIsNoId(String id) {
    assertProblem(
        agent.call(HttpMethod.GET, "/v1/sessions/" + id, ""),
        422,
        AgentProblems.INVALID_MESSAGE,
        "session");
  }

  @Test
  void refusesACommandInTheWrongPlace() {
    open();

    assertProblem(
        put(AgentPaths.operation(OPERATION), new TargetCommand.Commit()),
        409,
        AgentProblems.OUT_OF_ORDER,
        "session");
    assertProblem(
        put(AgentPaths.operation(SESSION, OPERATION), new DatabaseCommand.ReadState()),
        409,
        AgentProblems.OUT_OF_ORDER,
        "/v1/operations");
  }

  @Test
  void refusesACommandForWhichNothingIsOpen() {
    open();

    assertFailed(run("operation-1", new TargetCommand.Commit()), AgentProblems.OUT_OF_ORDER);
    assertFailed(
        run("operation-2", new DataCommand.StartExport(TABLE, Cargo.ALL_ROWS)),
        AgentProblems.OUT_OF_ORDER);
    assertFailed(run("operation-3", new DataCommand.FinishImport(0)), AgentProblems.OUT_OF_ORDER);
    assertThat(run("operation-4", new SourceCommand.CloseSource()))
        .isEqualTo(new SiteResult.Done());
    assertThat(run("operation-5", new TargetCommand.CloseTarget()))
        .isEqualTo(new SiteResult.Done());
  }

  @Test
  void refusesASecondTargetInOneSession() {
    open();
    run("operation-1", new TargetCommand.OpenTarget(CLAIM, PLAN));

    assertFailed(
        run("operation-2", new TargetCommand.OpenTarget(CLAIM, PLAN)), AgentProblems.OUT_OF_ORDER);
    assertThat(database.openTargets).hasValue(1);
  }

  @Test
  void takesChunksThatComeInTheWrongOrderAndChunksThatComeTwice() {
    // Given
    startImport();

    // When
    Future<SignedResponse> second = sendChunk(1, Buffer.buffer("two"));
    SignedResponse first = putChunk(0, Buffer.buffer("one"));
    SignedResponse firstAgain = putChunk(0, Buffer.buffer("one"));
    SignedResponse third = putChunk(2, Buffer.buffer("three"));
    SiteResult finished = run("operation-f", new DataCommand.FinishImport(3));
    run("operation-c", new TargetCommand.Commit());

    // Then
    assertThat(TestAgent.await(second).status()).isEqualTo(200);
    assertThat(List.of(first.status(), firstAgain.status(), third.status())).containsOnly(200);
    assertThat(finished).isEqualTo(new SiteResult.Count(30));
    assertThat(database.committed.get(TABLE.name()))
        .containsExactly(Buffer.buffer("one"), Buffer.buffer("two"), Buffer.buffer("three"));
  }

  @Test
  void refusesAChunkThatIsTooFarAhead() {
    startImport();

    assertProblem(putChunk(2, ROWS), 409, AgentProblems.CHUNK_OUT_OF_WINDOW, "0 to 1");
  }

  @Test
  void refusesAChunkThatIsEmptyOrTooLong() {
    startImport();

    assertProblem(putChunk(0, Buffer.buffer()), 413, AgentProblems.CHUNK_SIZE, "0 bytes");
    assertProblem(
        putChunk(0, Buffer.buffer(new byte[Chunks.MAX_BYTES + 1])),
        413,
        AgentProblems.CHUNK_SIZE,
        "1048577");
    assertThat(putChunk(0, Buffer.buffer(new byte[Chunks.MAX_BYTES])).status()).isEqualTo(200);
  }

  @Test
  void noticesAMissingChunk() {
    startImport();
    putChunk(0, ROWS);

    assertFailed(run("operation-f", new DataCommand.FinishImport(2)), AgentProblems.CHUNKS_MISSING);
    assertThat(database.calls).doesNotContain("finish public.t");
  }

  @Test
  void holdsAChunkBackNoLongerThanAnAnswerMayTake() {
    // Given
    startImport();
    database.holdUp();

    // When
    SignedResponse early = putChunk(0, ROWS);
    database.letGo();
    SignedResponse late = putChunk(0, ROWS);

    // Then
    assertThat(early.status()).isEqualTo(202);
    assertThat(late.status()).isEqualTo(200);
    assertThat(run("operation-f", new DataCommand.FinishImport(1)))
        .isEqualTo(new SiteResult.Count(10));
  }

  @Test
  void tellsTheErrorOfAWriteToEveryLaterChunkAndToTheEnd() {
    startImport();
    database.failWritesFrom = 1;

    assertThat(putChunk(0, ROWS).status()).isEqualTo(200);
    assertProblem(putChunk(1, ROWS), 422, "database-refused", "42501");
    assertProblem(putChunk(1, ROWS), 422, "database-refused", "42501");
    assertProblem(putChunk(2, ROWS), 422, "database-refused", "42501");
    assertFailed(run("operation-f", new DataCommand.FinishImport(3)), "database-refused");
  }

  @Test
  void handsOutTheSameChunkAgainAndForgetsWhatHasArrived() {
    // Given
    database.committed.put(
        TABLE.name(), List.of(Buffer.buffer("one"), Buffer.buffer("two"), Buffer.buffer("three")));
    open();
    run("operation-o", new SourceCommand.OpenSource(CLAIM, PLAN, Writers.STOPPED));
    run(OPERATION, new DataCommand.StartExport(TABLE, Cargo.ALL_ROWS));

    // When
    SignedResponse second = getChunk(1);
    SignedResponse first = getChunk(0);
    SignedResponse secondAgain = getChunk(1);
    SignedResponse third = getChunk(2);
    SignedResponse end = getChunk(3);
    SignedResponse afterTheEnd = getChunk(4);

    // Then
    assertThat(first.body()).isEqualTo(Buffer.buffer("one"));
    assertThat(second.body()).isEqualTo(Buffer.buffer("two"));
    assertThat(secondAgain).isEqualTo(second);
    assertThat(third.body()).isEqualTo(Buffer.buffer("three"));
    assertThat(end.body()).hasToString("{\"rows\":30}");
    assertThat(afterTheEnd).isEqualTo(end);
    assertProblem(getChunk(0), 409, AgentProblems.CHUNK_OUT_OF_WINDOW, "3 to");
    assertProblem(getChunk(9), 409, AgentProblems.CHUNK_OUT_OF_WINDOW, "chunk 9");
    assertThat(database.calls.stream().filter(call -> call.startsWith("chunk"))).hasSize(4);
  }

  @Test
  void doesNotKnowAnImportOrExportThatWasNotStarted() {
    open();

    assertProblem(putChunk(0, ROWS), 404, AgentProblems.UNKNOWN_OPERATION, OPERATION);
    assertProblem(getChunk(0), 404, AgentProblems.UNKNOWN_OPERATION, OPERATION);
  }

  @Test
  void runsTheOperationsOfASessionOneAtATime() {
    // Given
    open();
    run("operation-o", new TargetCommand.OpenTarget(CLAIM, PLAN));
    database.holdUp();

    // When
    SignedResponse slow =
        put(AgentPaths.operation(SESSION, "operation-1"), new DataCommand.TakeFingerprint(TABLE));
    SignedResponse queued =
        put(AgentPaths.operation(SESSION, "operation-2"), new TargetCommand.Restore());

    // Then
    assertThat(List.of(slow.status(), queued.status())).containsOnly(202);
    assertThat(database.calls).containsExactly("openTarget");
    database.letGo();
    assertThat(run("operation-2", new TargetCommand.Restore())).isEqualTo(new SiteResult.Done());
    assertThat(database.calls).containsExactly("openTarget", "restore");
  }

  @Test
  void endsWhatRunsWhenASessionIsDropped() {
    // Given
    open();
    run("operation-o", new TargetCommand.OpenTarget(CLAIM, PLAN));
    database.holdUp();
    Future<SignedResponse> running =
        agent.send(
            HttpMethod.PUT,
            AgentPaths.operation(SESSION, "operation-1"),
            Message.JSON,
            Buffer.buffer(json(new DataCommand.TakeFingerprint(TABLE))));
    Awaitility.await().until(() -> database.fingerprinting.getCount() == 0);

    // When
    SignedResponse dropped = agent.call(HttpMethod.DELETE, AgentPaths.session(SESSION), "");

    // Then
    assertThat(dropped.status()).isEqualTo(200);
    assertFailed(result(TestAgent.await(running)), AgentProblems.SESSION_DROPPED);
    assertThat(database.openTargets).hasValue(0);
  }

  @Test
  void saysThatThereIsNothingAtAnotherPath() {
    assertProblem(
        agent.call(HttpMethod.GET, "/v1/nothing", ""), 404, AgentProblems.UNKNOWN_PATH, "path");
    assertProblem(
        agent.call(HttpMethod.DELETE, AgentPaths.HELLO, ""),
        404,
        AgentProblems.UNKNOWN_PATH,
        "path");
  }

  private void open() {
    assertThat(post().status()).isEqualTo(200);
  }

  private SignedResponse post() {
    return agent.call(
        HttpMethod.POST, AgentPaths.session(SESSION), json(new SessionOpening("switchover-1")));
  }

  private void startImport() {
    open();
    run("operation-o", new TargetCommand.OpenTarget(CLAIM, PLAN));
    run(OPERATION, new DataCommand.StartImport(TABLE, Cargo.ALL_ROWS));
  }

  private SiteResult run(String operation, SiteCommand command) {
    return result(put(AgentPaths.operation(SESSION, operation), command));
  }

  private SignedResponse put(String path, SiteCommand command) {
    return agent.call(HttpMethod.PUT, path, json(command));
  }

  private Future<SignedResponse> sendChunk(long number, Buffer bytes) {
    String path = AgentPaths.importChunk(SESSION, OPERATION, number);
    return agent.send(HttpMethod.PUT, path, "application/octet-stream", bytes);
  }

  private SignedResponse putChunk(long number, Buffer bytes) {
    return TestAgent.await(sendChunk(number, bytes));
  }

  private SignedResponse getChunk(long number) {
    String path = AgentPaths.exportChunk(SESSION, OPERATION, number);
    return agent.call(HttpMethod.GET, path, Buffer.buffer());
  }

  private static String json(Object message) {
    return new String(Json.encode(message), StandardCharsets.UTF_8);
  }

  private static SiteResult result(SignedResponse answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return new Message(answer.contentType(), answer.body().getBytes()).as(SiteResult.class);
  }

  private static void assertFailed(SiteResult result, String code) {
    assertThat(result)
        .isInstanceOfSatisfying(
            SiteResult.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(code));
  }

  private static void assertProblem(SignedResponse answer, int status, String code, String detail) {
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    JsonObject problem = answer.body().toJsonObject();
    assertThat(problem.getString("code")).as(problem.encode()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(problem.getString("detail")).contains(detail);
  }
}
