package hma.sandbox.heroku;

import hma.sandbox.faults.CurrentFaults;
import hma.sandbox.faults.LinkFault;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route table of the Platform API. */
final class PlatformApi {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformApi.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final long BODY_LIMIT = 1024L * 1024;

  private final Vertx vertx;
  private final List<App> apps;
  private final CurrentFaults faults;
  private final Consumer<ApiCall> observer;

  PlatformApi(Vertx vertx, List<App> apps, CurrentFaults faults, Consumer<ApiCall> observer) {
    this.vertx = vertx;
    this.apps = apps;
    this.faults = faults;
    this.observer = observer;
  }

  Router router(InstantSource clock) {
    Router router = Router.router(vertx);
    router.route().handler(this::identify);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    router.route().handler(new Striking(faults));
    router.route().handler(new Access(apps, clock));
    addAccountRoutes(router);
    addAppRoutes(router);
    addFormationRoutes(router);
    addDynoRoutes(router);
    router.route().handler(context -> ApiRequest.refuse(context, HerokuError.notFound("path")));
    router.route().failureHandler(PlatformApi::fail);
    return router;
  }

  private void addAccountRoutes(Router router) {
    router.get("/account").handler(on(AccountRoutes::show));
    router.get("/accounts/:account/actions/get-quota").handler(on(AccountRoutes::quota));
  }

  private void addAppRoutes(Router router) {
    router.get("/apps").handler(on(AppRoutes::list));
    router.get("/apps/:app").handler(on(AppRoutes::show));
    router.patch("/apps/:app").handler(on(AppRoutes::update));
    router.get("/apps/:app/config-vars").handler(on(AppRoutes::configVars));
    router.patch("/apps/:app/config-vars").handler(on(AppRoutes::configure));
    router.get("/apps/:app/releases").handler(on(AppRoutes::releases));
    router.get("/apps/:app/releases/:release").handler(on(AppRoutes::release));
  }

  private void addFormationRoutes(Router router) {
    router.get("/apps/:app/formation").handler(on(FormationRoutes::list));
    router.patch("/apps/:app/formation").handler(on(FormationRoutes::updateBatch));
    router.get("/apps/:app/formation/:type").handler(on(FormationRoutes::show));
    router.patch("/apps/:app/formation/:type").handler(on(FormationRoutes::update));
  }

  private void addDynoRoutes(Router router) {
    router.get("/apps/:app/dynos").handler(on(DynoRoutes::list));
    router.post("/apps/:app/dynos").handler(on(DynoRoutes::run));
    router.delete("/apps/:app/dynos").handler(on(DynoRoutes::restartAll));
    router.get("/apps/:app/dynos/:dyno").handler(on(DynoRoutes::show));
    router.delete("/apps/:app/dynos/:dyno").handler(on(DynoRoutes::restartOne));
    router.post("/apps/:app/dynos/:dyno/actions/stop").handler(on(DynoRoutes::stopOne));
    router.delete("/apps/:app/formations/:type").handler(on(DynoRoutes::restartType));
    router.post("/apps/:app/formations/:type/actions/stop").handler(on(DynoRoutes::stopType));
  }

  private Handler<RoutingContext> on(Consumer<ApiRequest> route) {
    return context -> route.accept(new ApiRequest(context, apps, faults.now()));
  }

  private void identify(RoutingContext context) {
    Duration ahead = faults.now().clockAhead(LinkFault.API);
    ApiRequest.setClock(context, ahead);
    ApiRequest.setObserver(context, observer);
    context
        .response()
        .putHeader("Request-Id", UUID.randomUUID().toString())
        .putHeader("Date", DATE.format(Instant.now().plus(ahead)));
    context.next();
  }

  private static void fail(RoutingContext context) {
    if (context.failure() instanceof HerokuError error) {
      ApiRequest.refuse(context, error);
      return;
    }
    LOG.atError()
        .addKeyValue("path", context.request().path())
        .setCause(context.failure())
        .log("the local Platform API failed");
    ApiRequest.refuse(
        context, HerokuError.injected(context.statusCode() < 400 ? 500 : context.statusCode()));
  }
}
