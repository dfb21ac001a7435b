package hma.master.heroku;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be asked of one app and done to it. Where nothing else is said, futures fail with a
 * {@link HerokuException}.
 *
 * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference">Platform API
 *     reference</a>
 */
public final class HerokuClient {
  private static final Logger log = LoggerFactory.getLogger(HerokuClient.class);
  private static final int MOST_PAGES = 100;
  private static final Pattern DEPLOY = Pattern.compile("Deploy ([0-9a-f]{7,40})");

  private final HerokuApi api;
  private final AppAccess access;

  /** Speaks for one app over a shared way to Heroku. */
  public HerokuClient(HerokuApi api, AppAccess access) {
    this.api = api;
    this.access = access;
  }

  /** The app's name, as the settings give it. */
  public String name() {
    return access.app();
  }

  /** The app itself. */
  public Future<App> app() {
    return api.call(Call.get(access, Operation.READ_APP, path(""))).map(HerokuClient::app);
  }

  /** The app's process types with their quantities. */
  public Future<List<Formation>> formation() {
    return all(Call.get(access, Operation.READ_FORMATION, path("/formation")))
        .map(types -> types.stream().map(HerokuClient::formation).toList());
  }

  /**
   * Gives process types their quantities, all in one call.
   *
   * <p>The quantities are absolute, so the call is repeated like any other. A late duplicate of it
   * may still undo a newer one.
   *
   * @return completes when Heroku shows exactly these quantities; that dynos have stopped or
   *     started it does not say
   */
  public Future<Void> scale(List<Scale> scales) {
    return scale(scales, Future::succeededFuture);
  }

  /**
   * As {@link #scale(List)}, for one who may lose the right to do it while it is being retried.
   *
   * @param permission asked before each attempt; when it fails, no further attempt is made and the
   *     call fails as it did
   */
  public Future<Void> scale(List<Scale> scales, Supplier<Future<Void>> permission) {
    if (scales.isEmpty()) {
      return Future.succeededFuture();
    }
    JsonArray updates = new JsonArray();
    scales.forEach(scale -> updates.add(update(scale)));
    JsonObject body = new JsonObject().put("updates", updates);
    Call call =
        Call.patch(
            access,
            Operation.SCALE,
            Operation.SCALE.words() + " " + described(scales),
            path("/formation"),
            body);
    return api.call(call.withPermission(permission)).map(answer -> confirmed(scales, answer));
  }

  /** The dynos that Heroku lists. */
  public Future<List<Dyno>> dynos() {
    return all(Call.get(access, Operation.LIST_DYNOS, path("/dynos")))
        .map(dynos -> dynos.stream().map(HerokuClient::dyno).toList());
  }

  /** The release that runs; empty before the app's first. */
  public Future<Optional<Release>> currentRelease() {
    return newestReleases().map(releases -> releases.stream().filter(Release::current).findFirst());
  }

  /**
   * The commit that runs: that of the deploy which made the current release's slug, config vars
   * having made newer releases of it.
   *
   * @return empty where none of the newest 20 releases tells
   */
  public Future<Optional<String>> deployedCommit() {
    return newestReleases()
        .map(releases ->
            releases.stream()
                .filter(Release::current)
                .findFirst()
                .flatMap(current -> commitOf(current, releases)));
  }

  private static Optional<String> commitOf(Release current, List<Release> releases) {
    return releases.stream()
        .filter(release -> release.slugId().isPresent())
        .filter(release -> release.slugId().equals(current.slugId()))
        .map(release -> DEPLOY.matcher(release.description()))
        .filter(Matcher::matches)
        .map(deploy -> deploy.group(1))
        .findFirst();
  }

  private Future<List<Release>> newestReleases() {
    Call call = Call.get(access, Operation.READ_RELEASES, path("/releases"));
    return api.call(call.withRange("version ..; max=20, order=desc"))
        .map(answer -> answer.list().stream().map(HerokuClient::release).toList());
  }

  /**
   * The Eco hours of the app's account, where Heroku tells.
   *
   * @return never fails: empty where they cannot be had
   */
  public Future<Optional<Quota>> quota() {
    return app().compose(app -> quotaOf(app.ownerId())).recover(this::withoutQuota);
  }

  private Future<Optional<Quota>> quotaOf(String account) {
    String path = "/accounts/" + account + "/actions/get-quota";
    Call call = Call.get(access, Operation.READ_QUOTA, path);
    return api.call(call.withVariant("3.account-quotas").once())
        .map(answer -> {
          Document quota = answer.object();
          return quota.optionalText("id").filter("not_found"::equals).isPresent()
              ? Optional.empty()
              : Optional.of(quota(quota));
        });
  }

  private Future<Optional<Quota>> withoutQuota(Throwable failure) {
    log.atInfo()
        .addKeyValue("app", access.app())
        .addKeyValue("reason", failure.getMessage())
        .log("the account's quota is not known");
    return Future.succeededFuture(Optional.empty());
  }

  private Future<List<Document>> all(Call call) {
    return page(call, new ArrayList<>(), 1);
  }

  private Future<List<Document>> page(Call call, List<Document> before, int number) {
    return api.call(call)
        .compose(answer -> {
          before.addAll(answer.list());
          if (answer.nextRange().isEmpty()) {
            return Future.succeededFuture(before);
          }
          if (number == MOST_PAGES) {
            throw answer.malformed("the list does not end after " + MOST_PAGES + " pages");
          }
          return page(call.withRange(answer.nextRange().get()), before, number + 1);
        });
  }

  private String path(String rest) {
    return "/apps/" + access.app() + rest;
  }

  private static JsonObject update(Scale scale) {
    JsonObject update =
        new JsonObject().put("type", scale.type()).put("quantity", scale.quantity());
    scale.size().ifPresent(size -> update.put("dyno_size", new JsonObject().put("name", size)));
    return update;
  }

  private static String described(List<Scale> scales) {
    return String.join(
        ", ", scales.stream().map(scale -> scale.type() + " to " + scale.quantity()).toList());
  }

  private static Void confirmed(List<Scale> scales, Answer answer) {
    List<Formation> now = answer.list().stream().map(HerokuClient::formation).toList();
    for (Scale scale : scales) {
      boolean shown =
          now.stream()
              .anyMatch(
                  type -> type.type().equals(scale.type()) && type.quantity() == scale.quantity());
      if (!shown) {
        throw answer.malformed("it does not show " + scale.type() + " at " + scale.quantity());
      }
    }
    return null;
  }

  private static App app(Answer answer) {
    Document app = answer.object();
    return new App(
        app.text("id"),
        app.text("name"),
        app.optionalText("web_url").map(url -> address(url, answer)),
        app.flag("maintenance"),
        app.object("owner").text("id"));
  }

  private static URI address(String url, Answer answer) {
    try {
      return new URI(url);
    } catch (URISyntaxException notOne) {
      throw answer.malformed("its field 'web_url' is not an address");
    }
  }

  private static Formation formation(Document type) {
    return new Formation(type.text("type"), type.integer("quantity"), type.text("size"));
  }

  private static Dyno dyno(Document dyno) {
    return new Dyno(
        dyno.text("name"),
        dyno.text("type"),
        dyno.text("state"),
        dyno.text("size"),
        dyno.optionalObject("release").map(release -> release.integer("version")),
        dyno.instant("created_at"),
        dyno.instant("updated_at"));
  }

  private static Release release(Document release) {
    return new Release(
        release.integer("version"),
        release.text("status"),
        release.flag("current"),
        release.optionalText("description").orElse(""),
        release.optionalObject("slug").map(slug -> slug.text("id")),
        release.instant("created_at"));
  }

  private static Quota quota(Document quota) {
    return new Quota(
        Duration.ofSeconds(quota.number("account_quota")),
        Duration.ofSeconds(quota.number("quota_used")));
  }
}
