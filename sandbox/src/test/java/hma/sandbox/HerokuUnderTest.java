package hma.sandbox;

import hma.heroku.PlatformSchema;
import hma.sandbox.control.ControlApi;
import hma.sandbox.dyno.DynoHost;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.Procfile;
import hma.sandbox.faults.Faults;
import hma.sandbox.heroku.Account;
import hma.sandbox.heroku.App;
import hma.sandbox.heroku.AppPlan;
import hma.sandbox.heroku.LocalHeroku;
import hma.sandbox.heroku.LocalHerokuPlan;
import hma.sandbox.process.Register;
import hma.sandbox.router.RouterLimits;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A local Heroku with one app of each of two accounts, and a client for it. */
public final class HerokuUnderTest implements AutoCloseable {
  /** The app whose dynos the tests move; it has the process types of the Procfile given. */
  public static final String APP = "mine";

  private static final PlatformSchema SCHEMA = PlatformSchema.forTheCommandLine();

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalHeroku heroku;
  private final App app;
  private final ControlApi control;
  private final ApiTraffic traffic;

  private HerokuUnderTest(Path folder, Setup setup) {
    DynoHost host =
        new DynoHost(
            new Workflows(vertx),
            DynoHost.readersOf(vertx),
            Register.in(folder),
            folder,
            setup.dynoLimits);
    heroku =
        LocalHeroku.listen(
            vertx,
            new LocalHerokuPlan(
                host, setup.routerLimits, folder, line -> {}, InstantSource.system()),
            0);
    app = heroku.add(plan(APP, setup));
    heroku.add(plan("other", setup));
    heroku.faults(setup.faults);
    control = ControlApi.listen(vertx, heroku);
    traffic = ApiTraffic.of(heroku);
  }

  /** What differs between tests; the rest is as on Heroku. */
  public record Setup(
      Map<String, String> procfile,
      DynoSize size,
      DynoLimits dynoLimits,
      RouterLimits routerLimits,
      Faults faults) {
    /** A Procfile, and limits that tests can wait for. */
    public static Setup of(Map<String, String> procfile) {
      return new Setup(
          procfile,
          DynoSize.BASIC,
          DynoLimits.defaults().withStopGrace(Duration.ofSeconds(5)),
          RouterLimits.defaults(),
          Faults.none());
    }

    /** This one with dynos of another size. */
    public Setup with(DynoSize other) {
      return new Setup(procfile, other, dynoLimits, routerLimits, faults);
    }

    /** This one with other limits of dynos. */
    public Setup with(DynoLimits other) {
      return new Setup(procfile, size, other, routerLimits, faults);
    }

    /** This one with other limits of the router. */
    public Setup with(RouterLimits other) {
      return new Setup(procfile, size, dynoLimits, other, faults);
    }

    /** This one with faults. */
    public Setup with(Faults other) {
      return new Setup(procfile, size, dynoLimits, routerLimits, other);
    }
  }

  /** Starts it over a folder for its logs and its register. */
  public static HerokuUnderTest start(Path folder, Setup setup) {
    return new HerokuUnderTest(folder, setup);
  }

  /** The app called {@value #APP}. */
  public App app() {
    return app;
  }

  /** The Platform API's address. */
  public LocalHeroku heroku() {
    return heroku;
  }

  /** A GET with the app's own token. */
  public HttpResponse<String> get(String path) {
    return call("GET", path, "");
  }

  /** A PATCH with the app's own token. */
  public HttpResponse<String> patch(String path, JsonObject body) {
    return call("PATCH", path, body.encode());
  }

  /** A request with the app's own token. */
  public HttpResponse<String> call(String method, String path, String body) {
    return send(request(path).method(method, BodyPublishers.ofString(body)));
  }

  /** A request with the app's own token, not sent yet. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(heroku.api() + path))
        .header("Authorization", "Bearer " + app.owner().token().reveal())
        .header("Accept", "application/vnd.heroku+json; version=3");
  }

  /** Replaces the faults over the control API; what is refused is an IllegalStateException. */
  public void faults(String document) {
    HttpResponse<String> answer = control("PUT", "faults", document);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  /** A request to the control API; apostrophes in the body stand for quotation marks. */
  public HttpResponse<String> control(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(control.uri().resolve(path))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** A GET through the app's router. */
  public HttpResponse<String> visit(String path) {
    return send(HttpRequest.newBuilder(app.webUrl().resolve(path)));
  }

  /** Sends anything; a broken connection is an IllegalStateException. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new IllegalStateException("no answer", broken);
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException(interrupt);
    }
  }

  /** The states of the app's dynos as the API tells them. */
  public Map<String, String> dynos() {
    return new JsonArray(get("/apps/" + APP + "/dynos").body())
        .stream()
            .map(JsonObject.class::cast)
            .collect(
                java.util.stream.Collectors.toMap(
                    dyno -> dyno.getString("name"), dyno -> dyno.getString("state")));
  }

  @Override
  public void close() {
    client.shutdownNow();
    control.close();
    heroku.close();
    Awaiting.await(vertx.close(), Duration.ofSeconds(20), "closing Vert.x");
    traffic.check(SCHEMA);
  }

  private static AppPlan plan(String name, Setup setup) {
    return new AppPlan(
        name,
        Account.create(name + "@example.com"),
        new Procfile(setup.procfile),
        setup.size,
        0,
        Map.of("HMA_SHARED_KEY", "secret", "MASTER_HEROKU_TOKEN", "secret", "JAVA_OPTS", "-Xmx32m"),
        Map.of("DATABASE_URL", "postgres://nowhere"),
        Map.of("HMA_SIDE", "master"));
  }
}
