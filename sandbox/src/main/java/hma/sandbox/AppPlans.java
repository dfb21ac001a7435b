package hma.sandbox;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.dyno.Procfile;
import hma.sandbox.heroku.Account;
import hma.sandbox.heroku.AppPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two apps with their accounts, process types and config vars. */
final class AppPlans {
  static final String WORKER = "worker";

  private static final String DATABASE_URL = "DATABASE_URL";
  private static final String IDLE_WORKER = "while sleep 1; do :; done";
  private static final Pattern JAR = Pattern.compile("-jar\\s+(\\S+\\.jar)");

  private final SandboxOptions options;
  private final BySide<Procfile> procfiles;
  private final BySide<Account> accounts =
      new BySide<>(
          Account.create("master@sandbox.example"), Account.create("slave@sandbox.example"));
  private final Secret sharedKey =
      Secret.of((UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));

  private AppPlans(SandboxOptions options, BySide<Procfile> procfiles) {
    this.options = options;
    this.procfiles = procfiles;
  }

  /**
   * Reads the Procfiles.
   *
   * @throws SandboxFailure when one cannot be read or a jar that it names is not there
   */
  static AppPlans of(SandboxOptions options) throws IOException {
    return new AppPlans(
        options, new BySide<>(procfile(options, Side.MASTER), procfile(options, Side.SLAVE)));
  }

  Secret sharedKey() {
    return sharedKey;
  }

  /** The app of a side, once its database and the Platform API are known. */
  AppPlan plan(Side side, URI api, Secret database) {
    boolean master = side == Side.MASTER;
    return new AppPlan(
        name(side),
        accounts.of(side),
        procfiles.of(side),
        options.nature().dynoSize(),
        master ? options.ports().master() : 0,
        master ? masterVars(api) : slaveVars(),
        Map.of(DATABASE_URL, database.reveal()),
        Map.of("HMA_SIDE", side.label()));
  }

  private Map<String, String> masterVars(URI api) {
    Map<String, String> vars = new TreeMap<>(slaveVars());
    vars.put("MASTER_APP", name(Side.MASTER));
    vars.put("SLAVE_APP", name(Side.SLAVE));
    vars.put("MASTER_HEROKU_TOKEN", accounts.of(Side.MASTER).token().reveal());
    vars.put("SLAVE_HEROKU_TOKEN", accounts.of(Side.SLAVE).token().reveal());
    vars.put("HMA_HEROKU_API", api.toString());
    vars.putAll(options.masterVars());
    return vars;
  }

  private Map<String, String> slaveVars() {
    return Map.of("HMA_SHARED_KEY", sharedKey.reveal(), "JAVA_OPTS", "-Xmx64m -Xss512k");
  }

  private static String name(Side side) {
    return "hma-" + side.label();
  }

  private static Procfile procfile(SandboxOptions options, Side side) throws IOException {
    Path file = options.home().resolve("Procfile." + side.label());
    try {
      Procfile procfile = Procfile.read(file);
      requireJars(options.home(), procfile);
      return procfile.with(WORKER, options.worker().orElse(IDLE_WORKER));
    } catch (NoSuchFileException missing) {
      throw new SandboxFailure(
          file + " is not there: start the sandbox with ./hma, or in the project's folder",
          missing);
    }
  }

  private static void requireJars(Path home, Procfile procfile) {
    String web = procfile.commands().get(ProcessType.WEB);
    if (web == null) {
      throw new SandboxFailure("the Procfile in " + home + " has no process type web");
    }
    Matcher jars = JAR.matcher(web);
    while (jars.find()) {
      if (!Files.isRegularFile(home.resolve(jars.group(1)))) {
        throw new SandboxFailure(home.resolve(jars.group(1)) + " is not there: run ./hma build");
      }
    }
  }
}
