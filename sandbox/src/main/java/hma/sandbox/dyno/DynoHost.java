package hma.sandbox.dyno;

import hma.sandbox.process.Register;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What every dyno of a sandbox needs.
 *
 * @param workflows runs each dyno's life
 * @param readers copies what dynos print; see {@link #readersOf}
 * @param register remembers its processes
 * @param home where its commands run: the project's folder
 * @param limits its times
 */
public record DynoHost(
    Workflows workflows, WorkerExecutor readers, Register register, Path home, DynoLimits limits) {
  private static final int MOST_PROCESSES = 100;

  /**
   * Threads for reading what dynos print, one per process. Waiting for a process's output keeps a
   * carrier of virtual threads busy, so that on a small machine two silent dynos would stop all
   * workflows.
   */
  public static WorkerExecutor readersOf(Vertx vertx) {
    return vertx.createSharedWorkerExecutor("dyno output", MOST_PROCESSES, 1000, TimeUnit.DAYS);
  }

  /**
   * The environment before any config var: the path with this JVM's {@code java} first, so that
   * {@code java} in a Procfile is the one that the sandbox runs on, and nothing that could be a
   * secret.
   */
  static Map<String, String> cleanEnvironment() {
    Map<String, String> own = new ProcessBuilder().environment();
    String javaHome = System.getProperty("java.home");
    Map<String, String> clean = new LinkedHashMap<>();
    clean.put("PATH", javaHome + "/bin:" + own.getOrDefault("PATH", "/usr/bin:/bin"));
    clean.put("JAVA_HOME", javaHome);
    clean.put("HOME", System.getProperty("user.home"));
    clean.put("LANG", own.getOrDefault("LANG", "C.UTF-8"));
    return clean;
  }
}
