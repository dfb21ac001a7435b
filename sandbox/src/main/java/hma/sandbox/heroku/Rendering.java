package hma.sandbox.heroku;

import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.ProcessType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Objects of the Platform API as JSON, as its published schema describes them. */
final class Rendering {
  private Rendering() {}

  static JsonObject account(Account account) {
    String created = time(Instant.EPOCH);
    return new JsonObject()
        .put("id", account.id().toString())
        .put("email", account.email())
        .put("name", account.email())
        .put("allow_tracking", false)
        .put("beta", false)
        .put("created_at", created)
        .put("updated_at", created)
        .put("last_login", created)
        .put("delinquent_at", null)
        .put("suspended_at", null)
        .put("federated", false)
        .put("identity_provider", null)
        .put("sms_number", null)
        .put("country_of_residence", null)
        .put("default_organization", null)
        .put("default_team", null)
        .put("two_factor_authentication", false)
        .put("verified", true);
  }

  static JsonObject app(App app, boolean withTier) {
    JsonObject json =
        named(app.name(), app.id())
            .put("acm", false)
            .put("archived_at", null)
            .put("build_stack", named("heroku-24", id("heroku-24")))
            .put("stack", named("heroku-24", id("heroku-24")))
            .put("buildpack_provided_description", "Java")
            .put("created_at", time(app.createdAt()))
            .put("updated_at", time(app.createdAt()))
            .put("released_at", time(app.currentRelease().createdAt()))
            .put("generation", named("cedar", id("cedar")))
            .put("git_url", "https://git.heroku.com/" + app.name() + ".git")
            .put("internal_routing", null)
            .put("maintenance", app.maintenance())
            .put("organization", null)
            .put("owner", owner(app.owner()))
            .put("region", named("us", id("us")))
            .put("repo_size", 0)
            .put("slug_size", 0)
            .put("space", null)
            .put("team", null)
            .put("web_url", app.webUrl().toString());
    return withTier ? json.put("process_tier", tier(app)) : json;
  }

  static JsonObject formation(App app, ProcessType type) {
    return new JsonObject()
        .put("id", id(app.name() + "/" + type.name()).toString())
        .put("app", named(app.name(), app.id()))
        .put("type", type.name())
        .put("command", type.command())
        .put("quantity", type.quantity())
        .put("size", type.size().label())
        .put("dyno_size", named(type.size().label(), id(type.size().label())))
        .put("created_at", time(app.createdAt()))
        .put("updated_at", time(type.updatedAt()));
  }

  static JsonObject dyno(App app, Dyno dyno) {
    Release release = app.releases().get(dyno.plan().release() - 1);
    return new JsonObject()
        .put("id", dyno.plan().id().toString())
        .put("app", named(app.name(), app.id()))
        .put("attach_url", null)
        .put("command", dyno.plan().command())
        .put("created_at", time(dyno.plan().createdAt()))
        .put("updated_at", time(dyno.since()))
        .put("name", dyno.plan().name())
        .put("type", dyno.plan().type())
        .put("size", dyno.plan().size().label())
        .put("state", dyno.state().label())
        .put(
            "release",
            new JsonObject().put("id", release.id().toString()).put("version", release.version()));
  }

  static JsonObject release(App app, Release release) {
    return new JsonObject()
        .put("id", release.id().toString())
        .put("app", named(app.name(), app.id()))
        .put("addon_plan_names", new JsonArray())
        .put("artifacts", new JsonArray())
        .put("created_at", time(release.createdAt()))
        .put("updated_at", time(release.createdAt()))
        .put("current", release.equals(app.currentRelease()))
        .put("description", release.description())
        .put("eligible_for_rollback", true)
        .put("output_stream_url", null)
        .put("slug", new JsonObject().put("id", id("slug").toString()))
        .put("status", "succeeded")
        .put("user", owner(app.owner()))
        .put("version", release.version());
  }

  static String tier(App app) {
    return app.formation().types().stream()
        .map(type -> type.size().tier())
        .findFirst()
        .orElse(DynoSize.BASIC.tier());
  }

  private static JsonObject owner(Account account) {
    return new JsonObject().put("email", account.email()).put("id", account.id().toString());
  }

  private static JsonObject named(String name, @Nullable UUID id) {
    return new JsonObject().put("id", String.valueOf(id)).put("name", name);
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
