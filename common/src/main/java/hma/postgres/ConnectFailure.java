package hma.postgres;

import io.vertx.pgclient.PgException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection could not be opened, and what to do about it; the codes are those of <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL, Appendix A</a>.
 */
final class ConnectFailure {
  private ConnectFailure() {}

  /** What went wrong, in one line. */
  static String reason(Throwable cause) {
    if (cause instanceof PgException refusal) {
      return refusal.getErrorMessage() + " (" + refusal.getSqlState() + ")";
    }
    String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
    return message.lines().findFirst().orElse(message);
  }

  /** What the reader can do. */
  static String remedy(Throwable cause) {
    if (cause instanceof PgException refusal) {
      return remedy(refusal.getSqlState());
    }
    if (cause instanceof UnknownHostException) {
      return "check the host in the database URL";
    }
    if (cause instanceof TimeoutException) {
      return "check that the server answers and that no firewall is in between";
    }
    if (isTls(cause)) {
      return "check sslmode and sslrootcert in the database URL";
    }
    return "check that the server runs and accepts connections at that host and port";
  }

  private static String remedy(@Nullable String sqlState) {
    return switch (Objects.requireNonNullElse(sqlState, "")) {
      case "28P01", "28000" ->
          "check user, password and sslmode in the database URL, and whether the role may log in";
      case "3D000" -> "check the database's name in the database URL";
      case "42501" -> "grant CONNECT on the database to the user";
      case "53300" -> "close other connections, or take a plan with more of them";
      case "57P03" -> "wait until the server has started and try again";
      default -> "see the server's log";
    };
  }

  private static boolean isTls(@Nullable Throwable cause) {
    if (cause == null) {
      return false;
    }
    String message = Objects.requireNonNullElse(cause.getMessage(), "");
    return cause instanceof SSLException || message.contains("SSL") || isTls(cause.getCause());
  }
}
