package hma.sandbox.heroku;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route table of the Platform API. */
final class PlatformApi {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformApi.class);
  private static final long BODY_LIMIT = 1024L * 1024;

  private final Vertx vertx;
  private final List<App> apps;
  private volatile Faults faults;

  PlatformApi(Vertx vertx, List<App> apps, Faults faults) {
    this.vertx = vertx;
    this.apps = apps;
    this.faults = faults;
  }

  void faults(Faults others) {
    faults = others;
  }

  Router router(InstantSource clock) {
    Router router = Router.router(vertx);
    router.route().handler(PlatformApi::identify);
    router.route().handler(this::strike);
    router.route().handler(new Access(apps, clock));
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
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
    return context -> route.accept(new ApiRequest(context, apps));
  }

  private static void identify(RoutingContext context) {
    context.response().putHeader("Request-Id", UUID.randomUUID().toString());
    context.next();
  }

  private void strike(RoutingContext context) {
    var fault = faults.striking(context.request().method().name(), context.normalizedPath());
    if (fault.isEmpty()) {
      context.next();
      return;
    }
    if (fault.get().drop()) {
      ApiRequest.loseAnswer(context);
    }
    Runnable proceed =
        () ->
            fault
                .get()
                .status()
                .ifPresentOrElse(
                    status -> ApiRequest.refuse(context, HerokuError.injected(status)),
                    context::next);
    if (fault.get().delayMs() == 0) {
      proceed.run();
      return;
    }
    context.request().pause();
    vertx.setTimer(
        fault.get().delayMs(),
        over -> {
          context.request().resume();
          proceed.run();
        });
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
