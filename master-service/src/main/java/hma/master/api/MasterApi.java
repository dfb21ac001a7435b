package hma.master.api;

import hma.master.inspection.Inspections;
import hma.master.switchover.FenceChanges;
import hma.master.switchover.Pausing;
import hma.master.switchover.Switchovers;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.service.ImpliedMethods;
import hma.service.RequestBody;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The routes of the master's API, as its document has them ({@code openapi.yaml}). Looking is open
 * unless the settings close it, for what is seen holds no secret and whoever is called at night
 * should not first have to find a key; acting needs a token, and so do comparisons, which name keys
 * of rows.
 */
public final class MasterApi {
  static final String STATUS = "/api/v1/status";
  static final String SWITCHOVERS = "/api/v1/switchovers";
  static final String REFRESHES = "/api/v1/refreshes";
  static final String PREFLIGHTS = "/api/v1/preflights";
  static final String COMPARISONS = "/api/v1/comparisons";
  static final String FENCE_CHANGES = "/api/v1/fence-changes";
  static final String PAUSE = "/api/v1/pause";
  static final String PLAN = "/api/v1/plan";

  /** What programs are written for; the rest is asked by anything, with any header. */
  private static final String VERSIONED = "/api/";

  private static final List<String> FOLLOWING = List.of("followStatus", "followSwitchover");
  private static final int LONGEST_BODY = 64 << 10;
  private static final Duration SLOWEST_BODY = Duration.ofSeconds(20);

  private final Switchovers switchovers;
  private final Inspections inspections;
  private final FenceChanges fences;
  private final Pausing pausing;
  private final Access access;
  private final Guards guards;
  private final OpenApi document = OpenApi.load();

  /**
   * Who is let in.
   *
   * @param tokens verifies who acts
   * @param clock as that of the tokens
   * @param open whether anybody may look
   */
  public record Access(AccessTokens tokens, Clock clock, boolean open) {}

  /**
   * Serves the switchovers.
   *
   * @param switchovers what is rendered and acted on
   * @param inspections the looks at both sides
   * @param fences the changes of the fences
   * @param pausing whether the schedule is followed
   * @param access who is let in
   */
  public MasterApi(
      Switchovers switchovers,
      Inspections inspections,
      FenceChanges fences,
      Pausing pausing,
      Access access) {
    this.switchovers = switchovers;
    this.inspections = inspections;
    this.fences = fences;
    this.pausing = pausing;
    this.access = access;
    this.guards = new Guards(access, switchovers::spend);
  }

  /**
   * Makes the router; failures are left to {@link hma.service.FailureRenderer}, and routes may be
   * added. Once there are no more, {@link ImpliedMethods} adds HEAD.
   *
   * @param first what every request passes before
   * @param others what the document's operations do that are not about switchovers, by their ids
   * @return fails where an operation of the document is done by nobody
   */
  public Future<Router> router(
      Vertx vertx,
      List<? extends Handler<RoutingContext>> first,
      Map<String, Handler<RoutingContext>> others) {
    Map<String, Handler<RoutingContext>> operations = new HashMap<>(operations());
    operations.putAll(others);
    return document.contract(vertx).map(contract -> router(vertx, contract, first, operations));
  }

  private Router router(
      Vertx vertx,
      OpenAPIContract contract,
      List<? extends Handler<RoutingContext>> first,
      Map<String, Handler<RoutingContext>> operations) {
    RouterBuilder builder = RouterBuilder.create(vertx, contract);
    // By their kind Vert.x-Web tells that they may stand before the reader of bodies.
    first.forEach(handler -> builder.rootHandler((PlatformHandler) handler::handle));
    RequestBody body = new RequestBody(LONGEST_BODY, SLOWEST_BODY);
    IdempotencyKeys keys = new IdempotencyKeys(access.clock());
    for (Operation operation : contract.operations()) {
      OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation.getOperationId()));
      // Our readers of requests say better what is wrong; a test holds them to the document.
      route.setDoValidation(false).setDoSecurity(false);
      if (operation.getOpenAPIPath().startsWith(VERSIONED)) {
        String type =
            FOLLOWING.contains(operation.getOperationId())
                ? EventStream.MEDIA_TYPE
                : ApiJson.MEDIA_TYPE;
        route.addHandler(context -> negotiate(context, type));
        route.addHandler(this::askTheLeader);
      }
      guards.of(operation).ifPresent(route::addHandler);
      if (!operation.getHttpMethod().equals(HttpMethod.GET)) {
        route.addHandler(body);
      }
      if (operation.getRequestBody() != null) {
        route.addHandler(MasterApi::refuseOtherTypes);
      }
      if (operation.getHttpMethod().equals(HttpMethod.POST)) {
        route.addHandler(keys);
      }
      route.addHandler(
          Objects.requireNonNull(
              operations.get(operation.getOperationId()), operation.getOperationId()));
    }
    return builder.createRouter();
  }

  /** What each operation of the document does. */
  private Map<String, Handler<RoutingContext>> operations() {
    StatusPage page = new StatusPage(switchovers);
    Feeds feeds = new Feeds(access.clock());
    return Map.ofEntries(
        Map.entry("getStatus", new GetStatus(page)),
        Map.entry("followStatus", new FollowStatus(page, feeds)),
        Map.entry("listSwitchovers", new GetHistory(switchovers)),
        Map.entry("startSwitchover", new StartSwitchover(switchovers)),
        Map.entry("getSwitchover", new GetSwitchover(switchovers)),
        Map.entry("cancelSwitchover", new CancelSwitchover(switchovers)),
        Map.entry("followSwitchover", new FollowSwitchover(switchovers, feeds)),
        Map.entry("startRefresh", new StartRefresh(switchovers)),
        Map.entry("startPreflight", new StartPreflight(inspections)),
        Map.entry("getPreflight", new GetInspection(inspections::preflight)),
        Map.entry("startComparison", new StartComparison(inspections)),
        Map.entry("getComparison", new GetInspection(inspections::comparison)),
        Map.entry("startFenceChange", new StartFenceChange(fences)),
        Map.entry("getFenceChange", new GetFenceChange(fences)),
        Map.entry("getPlan", new GetPlan(switchovers)),
        Map.entry("getDocument", this::describe),
        Map.entry("pause", new PutPause(pausing)),
        Map.entry("resume", new DeletePause(pausing)));
  }

  private static void refuseOtherTypes(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    boolean json =
        type != null
            && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(ApiJson.MEDIA_TYPE);
    if (json || (type == null && context.body().length() <= 0)) {
      context.next();
      return;
    }
    context.fail(
        new Problem(
                415,
                "not-json",
                "The body is not declared as JSON",
                "send the header Content-Type: application/json",
                false)
            .asException());
  }

  private void askTheLeader(RoutingContext context) {
    try {
      switchovers.checkLead();
    } catch (ProblemException standIn) {
      ApiJson.fail(context, standIn);
      return;
    }
    context.next();
  }

  /** 406 for who accepts nothing of what is answered, see RFC 9110, 12.5.1. */
  private static void negotiate(RoutingContext context, String type) {
    List<MIMEHeader> accepted = context.parsedHeaders().accept();
    if (accepted.isEmpty() || accepted.stream().anyMatch(range -> includes(range, type))) {
      context.next();
    } else {
      context.fail(406);
    }
  }

  private static boolean includes(MIMEHeader range, String type) {
    String wanted = range.component() + "/" + range.subComponent();
    return range.weight() > 0
        && (wanted.equals("*/*")
            || wanted.equals(type)
            || wanted.equals(type.substring(0, type.indexOf('/')) + "/*"));
  }

  private void describe(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, OpenApi.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .end(document.text());
  }
}
