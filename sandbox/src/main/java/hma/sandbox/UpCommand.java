package hma.sandbox;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.SandboxOptions.Nature;
import hma.sandbox.SandboxOptions.Ports;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.router.RouterLimits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sandbox up}: a sandbox that stays until SIGTERM or Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it was ended by a signal", "1:it could not start", "2:an option is wrong"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./hma sandbox up --ready-file ready.json",
      "  ./hma sandbox up --worker 'python3 worker.py' --active slave",
      "  ./hma sandbox up --stop-lag 20 --boot-lag 10 --faults faults.json"
    },
    description = "Starts a local Heroku with both apps and stays until SIGTERM or Ctrl-C.")
final class UpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(exclusive = false)
  private @Nullable DatabaseUrls databases;

  @Option(
      names = "--worker",
      paramLabel = "CMD",
      description = "The worker's command, run by bash; without it a loop that does nothing.")
  private @Nullable String worker;

  @Option(
      names = "--active",
      paramLabel = "master|slave",
      defaultValue = "master",
      description = "Whose worker runs at first (default: ${DEFAULT-VALUE}).")
  private String active = "";

  @Option(
      names = "--api-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Where the Platform API listens; 0 for any (default).")
  private int apiPort;

  @Option(
      names = "--master-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Where the master app's web_url is; 0 for any (default).")
  private int masterPort;

  @Option(
      names = "--ready-file",
      paramLabel = "F",
      description = "A JSON file, written once all is ready; without it the JSON is printed.")
  private @Nullable Path readyFile;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      defaultValue = "off",
      description = "The master's HMA_SCHEDULE (default: ${DEFAULT-VALUE}).")
  private String schedule = "";

  @Option(
      names = "--stop-lag",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seconds from a dyno's leaving the list to its SIGTERM (default: 0).")
  private double stopLag;

  @Option(
      names = "--boot-lag",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seconds from scaling up to the start of the process (default: 0).")
  private double bootLag;

  @Option(
      names = "--dyno-size",
      paramLabel = "SIZE",
      defaultValue = "basic",
      description = "eco, basic, standard-1x, … (default: ${DEFAULT-VALUE}).")
  private String dynoSize = "";

  @Option(
      names = "--faults",
      paramLabel = "F",
      description = "A JSON file with what goes wrong on purpose; see docs/sandbox.md.")
  private @Nullable Path faults;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "One more config var for the master's app; may be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--verbose", description = "Prints what the dynos print.")
  private boolean verbose;

  /** Both or none. */
  static final class DatabaseUrls {
    @Option(
        names = "--master-db",
        paramLabel = "URL",
        required = true,
        description = "The master's database; it is used as it is and never stopped.")
    private String master = "";

    @Option(
        names = "--slave-db",
        paramLabel = "URL",
        required = true,
        description = "The slave's database; it is used as it is and never stopped.")
    private String slave = "";
  }

  @Override
  public Integer call() throws Exception {
    SandboxOptions options = options();
    return Termination.run(() -> stayUp(options));
  }

  private int stayUp(SandboxOptions options) {
    PrintWriter out = spec().commandLine().getOut();
    try (Sandbox sandbox = Sandbox.start(options)) {
      new UpReport(sandbox, options).print(out);
      waitForInterrupt();
      out.println("Stopping dynos and databases.");
      out.flush();
      return 0;
    } catch (SandboxFailure failure) {
      if (Thread.interrupted()) {
        return 0;
      }
      spec().commandLine().getErr().println("sandbox: " + failure.getMessage());
      return 1;
    }
  }

  private static void waitForInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException signal) {
      // Closing blocks: the flag, which is cleared now, must not stop it.
    }
  }

  private SandboxOptions options() {
    double day = Duration.ofDays(1).toSeconds();
    if (stopLag < 0 || bootLag < 0 || stopLag > day || bootLag > day) {
      throw usage("--stop-lag and --boot-lag are seconds from 0 to a day");
    }
    SandboxOptions options =
        SandboxOptions.defaults()
            .withActive(side())
            .withPorts(new Ports(apiPort, masterPort))
            .withSchedule(schedule)
            .withNature(nature())
            .withMasterVars(set);
    if (databases != null) {
      options =
          options.withDatabases(
              new GivenDatabases(Secret.of(databases.master), Secret.of(databases.slave)));
    }
    options = worker == null ? options : options.withWorker(worker);
    options = readyFile == null ? options : options.withReadyFile(readyFile);
    PrintWriter out = spec().commandLine().getOut();
    return verbose ? options.withLogListener(out::println) : options;
  }

  private Nature nature() {
    return new Nature(
        DynoLimits.defaults().withLags(seconds(stopLag), seconds(bootLag)),
        RouterLimits.defaults(),
        size(),
        Optional.ofNullable(faults));
  }

  private Side side() {
    return switch (active) {
      case "master" -> Side.MASTER;
      case "slave" -> Side.SLAVE;
      default -> throw usage("--active is \"" + active + "\": it is master or slave");
    };
  }

  private DynoSize size() {
    return DynoSize.named(dynoSize)
        .orElseThrow(() -> usage("--dyno-size is \"" + dynoSize + "\": try basic or eco"));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
