package hma.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a database URL asks of TLS.
 *
 * @param mode asked for, or the default: none needed on loopback, required elsewhere
 * @param rootCertificate given for the two verifying modes
 */
record TlsParameters(SslMode mode, Optional<Path> rootCertificate) {
  private static final TlsParameters UNUSABLE =
      new TlsParameters(SslMode.REQUIRE, Optional.empty());

  /** Parameters of libpq that people do write; only a name from here is repeated in an error. */
  private static final Set<String> NAMES_OF_LIBPQ =
      Set.of(
          "application_name",
          "channel_binding",
          "client_encoding",
          "connect_timeout",
          "dbname",
          "fallback_application_name",
          "gssencmode",
          "host",
          "hostaddr",
          "keepalives",
          "keepalives_idle",
          "load_balance_hosts",
          "options",
          "passfile",
          "password",
          "port",
          "requiressl",
          "service",
          "ssl",
          "sslcert",
          "sslcompression",
          "sslcrl",
          "sslkey",
          "sslnegotiation",
          "sslpassword",
          "sslsni",
          "target_session_attrs",
          "user");

  /**
   * Reads the query.
   *
   * @param query what follows the question mark, still encoded
   * @param host the server, to judge whether TLS is needed
   * @param problems what is found wrong is added here
   */
  static TlsParameters read(String query, String host, List<String> problems) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      readPair(pair, parameters, problems);
    }
    Optional<SslMode> mode =
        mode(Optional.ofNullable(parameters.get("sslmode")), Loopback.isLoopback(host), problems);
    Optional<Path> root = rootCertificate(parameters.get("sslrootcert"), problems);
    return mode.map(known -> agreeing(known, root, problems)).orElse(UNUSABLE);
  }

  private static void readPair(String pair, Map<String, String> parameters, List<String> problems) {
    if (pair.isEmpty()) {
      return;
    }
    String[] nameAndValue = pair.split("=", 2);
    String name = nameAndValue[0];
    if (!name.equals("sslmode") && !name.equals("sslrootcert")) {
      problems.add(
          (NAMES_OF_LIBPQ.contains(name)
                  ? "has the parameter " + name
                  : "has a parameter that is unknown")
              + ": only sslmode and sslrootcert are supported, remove it");
      return;
    }
    try {
      String value = nameAndValue.length < 2 ? "" : PercentEncoding.decode(nameAndValue[1]);
      if (parameters.put(name, value) != null) {
        problems.add("has " + name + " twice: keep one");
      }
    } catch (IllegalArgumentException malformed) {
      problems.add(name + " " + malformed.getMessage());
    }
  }

  private static Optional<SslMode> mode(
      Optional<String> text, boolean loopback, List<String> problems) {
    if (text.isEmpty()) {
      return Optional.of(loopback ? SslMode.DISABLE : SslMode.REQUIRE);
    }
    return switch (text.get()) {
      case "require" -> Optional.of(SslMode.REQUIRE);
      case "verify-ca" -> Optional.of(SslMode.VERIFY_CA);
      case "verify-full" -> Optional.of(SslMode.VERIFY_FULL);
      case "disable" -> {
        if (!loopback) {
          problems.add(
              "has sslmode=disable for a server that is not on this machine: use sslmode=require");
        }
        yield Optional.of(SslMode.DISABLE);
      }
      case "allow", "prefer" -> {
        problems.add(
            "has sslmode="
                + text.get()
                + ", which goes without TLS when told to: use sslmode=require");
        yield Optional.empty();
      }
      default -> {
        problems.add(
            "has an unknown sslmode: use require, verify-ca, verify-full, or disable on loopback");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Path> rootCertificate(@Nullable String text, List<String> problems) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (!text.isEmpty()) {
        return Optional.of(Path.of(text));
      }
    } catch (InvalidPathException notAPath) {
      // Reported below, as an empty one is; its message would repeat the text.
    }
    problems.add("has an sslrootcert that names no file: give the path of a PEM file");
    return Optional.empty();
  }

  private static TlsParameters agreeing(SslMode mode, Optional<Path> root, List<String> problems) {
    boolean verifies = mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
    if (verifies && root.isEmpty()) {
      problems.add("verifies the server's certificate against nothing: add sslrootcert=FILE");
    }
    if (!verifies && root.isPresent()) {
      problems.add("has an sslrootcert that would not be used: add sslmode=verify-full");
    }
    return new TlsParameters(mode, root);
  }
}
