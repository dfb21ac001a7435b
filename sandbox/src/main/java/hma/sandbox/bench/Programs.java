package hma.sandbox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this machine has to compare with.
 *
 * @param psql where it is
 * @param pgDump where it is
 * @param pgcopydb where it is
 * @param server the folder of an installed server of pg_dump's version, whose data that pg_dump can
 *     read; empty where the sandbox's own server is to be used
 */
record Programs(
    Optional<Path> psql, Optional<Path> pgDump, Optional<Path> pgcopydb, Optional<Path> server) {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final List<Path> USUAL =
      List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /** Looks in the usual folders; Debian's own, which hold no wrapper scripts, come first. */
  static Programs find() {
    List<Path> folders = new ArrayList<>(versions().map(path -> path.resolve("bin")).toList());
    folders.addAll(USUAL);
    Optional<Path> pgDump = find(folders, "pg_dump");
    return new Programs(
        find(folders, "psql"), pgDump, find(folders, "pgcopydb"), pgDump.flatMap(Programs::server));
  }

  /**
   * What cannot be compared and why, in sentences.
   *
   * @param serverMajor the servers' major version
   */
  List<String> missing(int serverMajor) {
    List<String> missing = new ArrayList<>();
    if (psql.isEmpty()) {
      missing.add("psql is not installed: neither psql nor pg_dump could be compared");
    }
    noDump(serverMajor).ifPresent(missing::add);
    if (pgcopydb.isEmpty()) {
      missing.add("pgcopydb is not installed");
    } else if (psql.isPresent()) {
      missing.add(
          "pgcopydb takes no part in "
              + Workload.SCHEMA.label()
              + ": it fills tables side by side, each in a transaction of its own, which foreign keys refuse");
    }
    return missing;
  }

  /** Why {@code pg_dump | psql} cannot be compared; empty where it can. */
  Optional<String> withoutDump(int serverMajor) {
    return psql.isEmpty() ? Optional.of("psql is not installed") : noDump(serverMajor);
  }

  private Optional<String> noDump(int serverMajor) {
    if (pgDump.isEmpty()) {
      return Optional.of("pg_dump is not installed");
    }
    return dumps(serverMajor)
        ? Optional.empty()
        : Optional.of(
            "pg_dump is of version %d and refuses to dump a server of version %d: install the client of PostgreSQL %d"
                .formatted(major(pgDump.get()), serverMajor, serverMajor));
  }

  /** Whether that contender can take part. */
  boolean can(Contender contender, int serverMajor, Workload workload) {
    return switch (contender) {
      case HMA_FULL, HMA_CHANGED -> true;
      case PSQL -> psql.isPresent();
      case PG_DUMP -> psql.isPresent() && dumps(serverMajor);
      // It copies tables side by side, which foreign keys on the target do not allow.
      case PGCOPYDB -> psql.isPresent() && pgcopydb.isPresent() && workload == Workload.BARE_TABLE;
    };
  }

  private boolean dumps(int serverMajor) {
    return pgDump.map(Programs::major).filter(major -> major >= serverMajor).isPresent();
  }

  /** The newest first. */
  private static Stream<Path> versions() {
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .sorted(
              Comparator.comparing((Path path) -> Integer.valueOf(path.getFileName().toString()))
                  .reversed())
          .toList()
          .stream();
    } catch (IOException noSuchFolder) {
      return Stream.empty();
    }
  }

  private static Optional<Path> find(List<Path> folders, String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> server(Path pgDump) {
    Path bin = pgDump.resolveSibling("");
    boolean whole =
        Stream.of("initdb", "postgres").allMatch(name -> Files.isExecutable(bin.resolve(name)));
    return whole && bin.startsWith(DEBIAN)
        ? Optional.of(bin.resolve("..").normalize())
        : Optional.empty();
  }

  private static int major(Path program) {
    try {
      Process process = new ProcessBuilder(program.toString(), "--version").start();
      String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher major = MAJOR.matcher(version);
      return major.find() ? Integer.parseInt(major.group(1)) : 0;
    } catch (IOException unusable) {
      return 0;
    }
  }
}
