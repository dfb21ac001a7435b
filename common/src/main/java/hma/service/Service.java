package hma.service;

import hma.config.InvalidSettings;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a process: start, work, and on SIGTERM or SIGINT an orderly stop within 25 s, before
 * Heroku's SIGKILL comes at 30 s. Stopping closes Vert.x, which stops every verticle.
 */
public final class Service {
  /** The exit code after an orderly end. */
  public static final int OK = 0;

  /** The exit code after a failure. */
  public static final int FAILED = 1;

  /** The exit code when the settings cannot be used. */
  public static final int INVALID_SETTINGS = 2;

  /** What a start gives that leaves the process alive, though it can't do its work. */
  public static final Object NOT_READY = new Object();

  private static final Logger LOGGER = LoggerFactory.getLogger(Service.class);

  /** Heroku's router gives a web dyno 60 s to bind its port. */
  private static final Duration LONGEST_START = Duration.ofSeconds(55);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
  private static final int FEWEST_EVENT_LOOPS = 2;
  private static final int MOST_EVENT_LOOPS = 4;

  private final String name;
  private final Vertx vertx;
  private final CompletableFuture<Integer> stopped = new CompletableFuture<>();
  private final Thread stopOnSignal;

  private Service(String name, Consumer<Service> onSignal, UnaryOperator<VertxBuilder> equipped) {
    this.name = name;
    this.vertx = equipped.apply(Vertx.builder().with(options())).build();
    this.stopOnSignal = Thread.ofPlatform().name("stop").unstarted(() -> onSignal.accept(this));
    Runtime.getRuntime().addShutdownHook(stopOnSignal);
  }

  /**
   * Runs until a signal comes.
   *
   * @param name for the log
   * @param start starts the work; completes when the service is ready, or with {@link #NOT_READY}
   * @return the exit code: {@link #OK} after a signal, another when the start failed
   */
  public static int run(String name, Function<Vertx, ? extends Future<?>> start) {
    return run(name, UnaryOperator.identity(), start);
  }

  /**
   * As {@link #run(String, Function)}, on a Vert.x that is equipped with something.
   *
   * @param equipped adds to it before it is built
   */
  public static int run(
      String name,
      UnaryOperator<VertxBuilder> equipped,
      Function<Vertx, ? extends Future<?>> start) {
    return new Service(name, Service::stopAndHalt, equipped).serve(start);
  }

  /**
   * Runs one piece of work, then closes what it used. A signal ends the process as it ends others:
   * with 130 after SIGINT, 143 after SIGTERM.
   *
   * @param name for the log
   * @param onSignal what is to be done first when a signal comes
   * @param work completes with the exit code
   * @return the exit code
   */
  public static int runOnce(String name, Runnable onSignal, Function<Vertx, Future<Integer>> work) {
    return new Service(name, service -> service.interrupt(onSignal), UnaryOperator.identity())
        .once(work);
  }

  /** As {@link #runOnce(String, Runnable, Function)}, of which a signal leaves nothing. */
  public static int runOnce(String name, Function<Vertx, Future<Integer>> work) {
    return runOnce(name, () -> {}, work);
  }

  private int serve(Function<Vertx, ? extends Future<?>> start) {
    try {
      Object started = Awaiting.await(start.apply(vertx), LONGEST_START, "the start of " + name);
      if (!NOT_READY.equals(started)) {
        LOGGER.atInfo().addKeyValue("service", name).log("ready");
      }
    } catch (Exception failure) {
      return end(exitCodeOf(failure));
    }
    return stopped.join();
  }

  private int once(Function<Vertx, Future<Integer>> work) {
    try {
      return end(work.apply(vertx).await());
    } catch (Exception failure) {
      return end(exitCodeOf(failure));
    }
  }

  private int exitCodeOf(Exception failure) {
    if (failure instanceof InvalidSettings) {
      System.err.println(failure.getMessage());
      return INVALID_SETTINGS;
    }
    LOGGER.atError().addKeyValue("service", name).setCause(failure).log("failed");
    return FAILED;
  }

  /** Closes what is open, without the hook, which would set another exit code. */
  private int end(int exitCode) {
    try {
      Runtime.getRuntime().removeShutdownHook(stopOnSignal);
    } catch (IllegalStateException signalled) {
      // The hook is at work already: it closes and ends the process.
      return stopped.join();
    }
    close();
    return exitCode;
  }

  private void stopAndHalt() {
    LOGGER.atInfo().addKeyValue("service", name).log("stopping");
    boolean closed = close();
    LOGGER.atInfo().addKeyValue("service", name).addKeyValue("orderly", closed).log("stopped");
    stopped.complete(OK);
    // An exit by signal would end in 143 whatever the stop was like.
    Runtime.getRuntime().halt(closed ? OK : FAILED);
  }

  /** The process ends as the signal has it, once this returns. */
  private void interrupt(Runnable onSignal) {
    onSignal.run();
    boolean closed = close();
    stopped.complete(FAILED);
    if (!closed) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private boolean close() {
    try {
      Awaiting.await(undeployed().eventually(vertx::close), LONGEST_STOP, "the stop of " + name);
      return true;
    } catch (RuntimeException failure) {
      LOGGER.atError().addKeyValue("service", name).setCause(failure).log("did not stop orderly");
      return false;
    }
  }

  /** First: closing Vert.x would take away the connections with which a verticle is to stop. */
  private Future<?> undeployed() {
    return Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList());
  }

  /** A dyno shows all cores of its host; event loops for each of them would only cost memory. */
  private static VertxOptions options() {
    int processors = Runtime.getRuntime().availableProcessors();
    // Without the cache of files there is no folder of Vert.x to be left behind by a kill.
    FileSystemOptions files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return new VertxOptions()
        .setFileSystemOptions(files)
        .setEventLoopPoolSize(Math.clamp(processors, FEWEST_EVENT_LOOPS, MOST_EVENT_LOOPS));
  }
}
