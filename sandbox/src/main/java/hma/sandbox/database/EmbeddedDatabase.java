package hma.sandbox.database;

import hma.config.Secret;
import hma.sandbox.process.ProcessGroup;
import hma.sandbox.process.Register;
import hma.sandbox.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of our own for one app, with one database under one plain owner role. */
final class EmbeddedDatabase {
  static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(15);
  private static final long INITDB_SECONDS = 60;
  private static final String SUPERUSER = "postgres";

  private final PostgresBinaries binaries;
  private final Path folder;
  private final ServerPlan plan;

  /**
   * What the server is to be.
   *
   * @param name of the database; its owner is called {@code NAME_owner}
   * @param port where it listens on 127.0.0.1
   * @param superuserPassword for us alone
   * @param ownerPassword for the app
   */
  record ServerPlan(String name, int port, Secret superuserPassword, Secret ownerPassword) {
    String owner() {
      return name + "_owner";
    }

    /** As the app gets it in {@code DATABASE_URL}. */
    Secret url() {
      return url(owner(), ownerPassword, name);
    }

    /** For making the role and the database. */
    Secret superuserUrl() {
      return url(SUPERUSER, superuserPassword, SUPERUSER);
    }

    private Secret url(String user, Secret password, String database) {
      return Secret.of(
          "postgres://"
              + user
              + ":"
              + password.reveal()
              + "@127.0.0.1:"
              + port
              + "/"
              + database
              + "?sslmode=disable");
    }
  }

  EmbeddedDatabase(PostgresBinaries binaries, Path folder, ServerPlan plan) {
    this.binaries = binaries;
    this.folder = folder;
    this.plan = plan;
  }

  /** Makes the data directory and starts the server, which then comes up by itself. */
  ProcessGroup start(Register register) throws IOException {
    Files.createDirectories(folder);
    initialise(log());
    return serve(register);
  }

  /** Starts the server over the data that it has. */
  ProcessGroup serve(Register register) throws IOException {
    // One program gets its output as a file, so that it never waits for somebody to read it.
    String serve = "exec \"$0\" \"$@\" >>'" + log() + "' 2>&1";
    List<String> command = new ArrayList<>(List.of("bash", "-c", serve));
    command.addAll(
        asPlainUser(
            binaries.program("postgres"),
            "-D",
            dataFolder(),
            "-p",
            Integer.toString(plan.port()),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories="));
    return ProcessGroup.start(command, folder, environment(), register, Signal.INT);
  }

  /** Where the server writes what it has to say. */
  Path log() {
    return folder.resolve("postgres.log");
  }

  /** The last lines that the server wrote. */
  String recentLog() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException unreadable) {
      return "";
    }
  }

  ServerPlan plan() {
    return plan;
  }

  private void initialise(Path log) throws IOException {
    Path password = folder.resolve("password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, plan.superuserPassword().reveal());
    List<String> command =
        asPlainUser(
            binaries.program("initdb"),
            "--pgdata=" + dataFolder(),
            "--username=" + SUPERUSER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-sync",
            "--no-instructions");
    command.addAll(binaries.locale());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    if (!succeeds(builder.start())) {
      throw new IOException("initdb failed:\n" + recentLog());
    }
    Files.delete(password);
  }

  private static boolean succeeds(Process process) throws IOException {
    try {
      return process.waitFor(INITDB_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException interrupt) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while initdb ran", interrupt);
    }
  }

  private String dataFolder() {
    return folder.resolve("data").toString();
  }

  /** PostgreSQL refuses to run as root: then it runs in a user namespace, where nobody is root. */
  private static List<String> asPlainUser(String... program) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(program));
    return command;
  }

  private static Map<String, String> environment() {
    return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C", "TZ", "UTC");
  }
}
