package hma.architecture;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does what only one place may do, so that a test sees the rules catch it. */
final class Offender {
  static int counter;

  private Offender() {}

  static String readsTheEnvironment() {
    return System.getenv("HOME");
  }

  static void exits() {
    System.exit(1);
  }

  static void halts() {
    Runtime.getRuntime().halt(1);
  }

  static ExecutorService startsThreads() {
    Thread.ofVirtual().start(() -> {});
    return Executors.newCachedThreadPool();
  }

  static String speaksSql(SQLException failure) {
    return failure.getSQLState();
  }
}
