package hma.sandbox.dyno;

import hma.sandbox.process.Register;
import hma.workflow.Workflows;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every dyno of a sandbox needs.
 *
 * @param workflows runs each dyno's life
 * @param register remembers its processes
 * @param home where its commands run: the project's folder
 * @param limits its times
 */
public record DynoHost(Workflows workflows, Register register, Path home, DynoLimits limits) {
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
