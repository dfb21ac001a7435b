package hma.service;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class FailureRendererTest {
  private static final Problem STALE =
      new Problem(409, "stale-term", "Stale term", "the term is 7, not 6: read it again", true);

  private WebClient client;

  @BeforeEach
  void serve(Vertx vertx) throws Exception {
    Router mounted = Router.router(vertx);
    mounted
        .get("/stale")
        .handler(context -> {
          throw STALE.asException();
        });
    Router router = Router.router(vertx);
    FailureRenderer.install(router);
    router.post("/bodies/:id").handler(BodyHandler.create(false).setBodyLimit(1000));
    router.post("/bodies/:id").consumes("application/json").handler(context -> context.end("ok"));
    router.delete("/bodies/:id").handler(context -> context.end());
    router.get("/failed").handler(context -> context.fail(STALE.asException()));
    router.get("/status").handler(context -> context.fail(403));
    router.get("/broken").handler(context -> context.fail(new IllegalStateException("sesame")));
    router
        .get("/late")
        .handler(context -> {
          context.response().setChunked(true);
          context.response().write("half").onComplete(sent -> context.fail(500));
        });
    router.route("/mounted/*").subRouter(mounted);
    HttpServer server = await(HttpServers.listen(vertx, 0, router));
    client =
        WebClient.create(
            vertx,
            new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(server.actualPort()));
  }

  @Test
  void rendersAProblemAsItIs() throws Exception {
    HttpResponse<Buffer> response = get("/failed");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.bodyAsJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("type", "urn:hma:problem:stale-term")
                .put("title", "Stale term")
                .put("status", 409)
                .put("detail", "the term is 7, not 6: read it again")
                .put("code", "stale-term")
                .put("retryable", true));
    assertThat(ProblemJson.decode(response.bodyAsJsonObject())).isEqualTo(STALE);
  }

  @Test
  void rendersWhatAMountedRouterThrows() throws Exception {
    assertProblem(get("/mounted/stale"), 409, "stale-term");
  }

  @Test
  void rendersAStatusThatAHandlerFailedWith() throws Exception {
    assertProblem(get("/status"), 403, "forbidden");
  }

  @Test
  void rendersAPathThatIsNot() throws Exception {
    assertProblem(get("/nothing"), 404, "not-found");
    assertProblem(get("/mounted/nothing"), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/failed/%zz", "/bodies/%", "/%e", "/mounted/%zz"})
  void rendersAPathThatIsMalformed(String path) throws Exception {
    assertProblem(get(path), 400, "bad-request");
  }

  @Test
  void namesTheMethodsThatAPathHas() throws Exception {
    HttpResponse<Buffer> response = await(client.request(HttpMethod.PUT, "/bodies/7").send());

    assertProblem(response, 405, "method-not-allowed");
    assertThat(response.getHeader("Allow")).isEqualTo("DELETE, OPTIONS, POST");
  }

  @Test
  void rendersABodyOfAnotherType() throws Exception {
    HttpResponse<Buffer> response =
        await(
            client
                .post("/bodies/7")
                .putHeader("Content-Type", "text/plain")
                .sendBuffer(Buffer.buffer("text")));

    assertProblem(response, 415, "unsupported-media-type");
  }

  @Test
  void readsABodyThatIsTooLargeToItsEndBeforeItAnswers() throws Exception {
    HttpResponse<Buffer> response =
        await(client.post("/bodies/7").sendBuffer(Buffer.buffer(new byte[4 * 1024 * 1024])));

    assertProblem(response, 413, "body-too-large");
    assertThat(response.getHeader("Connection")).isNull();
  }

  @Test
  void showsNothingOfAnUnexpectedFailureButTheIncident() throws Exception {
    HttpResponse<Buffer> response = get("/broken");

    assertProblem(response, 500, "internal");
    assertThat(response.bodyAsJsonObject().getString("instance")).startsWith("urn:uuid:");
    assertThat(response.bodyAsString()).doesNotContain("sesame", "IllegalState", "hma.service");
  }

  @Test
  void breaksAnAnswerThatFailsHalfway() {
    Future<HttpResponse<Buffer>> response = client.get("/late").send();

    assertThat(response.transform(Future::succeededFuture))
        .satisfies(outcome -> assertThat(await(outcome).failed()).isTrue());
  }

  private static void assertProblem(HttpResponse<Buffer> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.getHeader("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(response.bodyAsJsonObject().getInteger("status")).isEqualTo(status);
    assertThat(response.bodyAsJsonObject().getString("code")).isEqualTo(code);
  }

  private HttpResponse<Buffer> get(String path) throws Exception {
    return await(client.get(path).send());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
