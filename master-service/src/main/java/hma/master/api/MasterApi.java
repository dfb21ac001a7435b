package hma.master.api;

import hma.master.inspection.Inspections;
import hma.master.switchover.FenceChanges;
import hma.master.switchover.Pausing;
import hma.master.switchover.Switchovers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;

/**
 * The routes of the master's API. Looking is open, for what is seen holds no secret and whoever is
 * called at night should not first have to find a key; acting needs a token, and so do comparisons,
 * which name keys of rows.
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
  private static final String SWITCHOVER = SWITCHOVERS + "/:id";
  private static final int LONGEST_BODY = 64 << 10;

  private final Switchovers switchovers;
  private final Inspections inspections;
  private final FenceChanges fences;
  private final Pausing pausing;
  private final AccessTokens tokens;
  private final SpentTokens spent;

  /**
   * Serves the switchovers.
   *
   * @param switchovers what is rendered and acted on
   * @param inspections the looks at both sides
   * @param fences the changes of the fences
   * @param pausing whether the schedule is followed
   * @param tokens verifies who acts
   * @param clock as that of the tokens; tokens made before now do not act
   */
  public MasterApi(
      Switchovers switchovers,
      Inspections inspections,
      FenceChanges fences,
      Pausing pausing,
      AccessTokens tokens,
      Clock clock) {
    this.switchovers = switchovers;
    this.inspections = inspections;
    this.fences = fences;
    this.pausing = pausing;
    this.tokens = tokens;
    this.spent = new SpentTokens(clock, SpentTokens.CAPACITY);
  }

  /** Adds the routes; failures are left to {@link hma.service.FailureRenderer}. */
  public void mount(Router router) {
    Guard reading = Guard.reading(tokens, spent);
    Guard acting = Guard.acting(tokens, spent, Scope.SWITCHOVER);

    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
    router.get(STATUS).handler(reading).handler(new GetStatus(switchovers));
    router.post(SWITCHOVERS).handler(acting).handler(new StartSwitchover(switchovers));
    router.get(SWITCHOVERS).handler(reading).handler(new GetHistory(switchovers));
    router.get(SWITCHOVER).handler(reading).handler(new GetSwitchover(switchovers));
    router.delete(SWITCHOVER).handler(acting).handler(new CancelSwitchover(switchovers));
    router.post(REFRESHES).handler(acting).handler(new StartRefresh(switchovers));
    router.post(PREFLIGHTS).handler(acting).handler(new StartPreflight(inspections));
    router
        .get(PREFLIGHTS + "/:id")
        .handler(reading)
        .handler(new GetInspection(inspections::preflight));
    router.post(COMPARISONS).handler(acting).handler(new StartComparison(inspections));
    router
        .get(COMPARISONS + "/:id")
        .handler(Guard.readingData(tokens, spent))
        .handler(new GetInspection(inspections::comparison));
    router
        .post(FENCE_CHANGES)
        .handler(Guard.acting(tokens, spent, Scope.ADMIN))
        .handler(new StartFenceChange(fences));
    router.get(FENCE_CHANGES + "/:id").handler(reading).handler(new GetFenceChange(fences));
    router.get(PLAN).handler(reading).handler(new GetPlan(switchovers));
    router.put(PAUSE).handler(acting).handler(new PutPause(pausing));
    router.delete(PAUSE).handler(acting).handler(new DeletePause(pausing));
  }
}
