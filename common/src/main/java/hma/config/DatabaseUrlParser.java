package hma.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one database URL. Written here because the client library's own parser puts the whole URL,
 * password included, into its errors. Everything found wrong is collected; nothing of the URL is
 * repeated, because in a malformed one any part may be a piece of the password.
 */
final class DatabaseUrlParser {
  private static final Pattern SCHEME = Pattern.compile("(?i)postgres(ql)?://.*", Pattern.DOTALL);
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*)");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private final String url;
  private final List<String> problems = new ArrayList<>();

  DatabaseUrlParser(String url) {
    this.url = url;
  }

  DatabaseUrl parse() {
    refuseWhatIsNoUrl();
    String rest = url.substring(url.indexOf("://") + 3);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String address = question < 0 ? rest : rest.substring(0, question);
    int slash = address.indexOf('/');
    String authority = slash < 0 ? address : address.substring(0, slash);
    String path = slash < 0 ? "" : address.substring(slash + 1);

    int at = authority.indexOf('@');
    if (at < 0 || authority.indexOf('@', at + 1) >= 0) {
      problems.add(
          at < 0
              ? "has no user: write postgres://user:password@host:5432/database"
              : "has more than one @ before the database: write one in a password as %40");
      throw new InvalidDatabaseUrl(problems);
    }
    String[] credentials = authority.substring(0, at).split(":", 2);
    HostAndPort server = server(authority.substring(at + 1));
    String user = decoded("the user", credentials[0]);
    String password = credentials.length < 2 ? "" : decoded("the password", credentials[1]);
    String database = database(path);
    if (user.isEmpty()) {
      problems.add("has no user: write postgres://user:password@host:5432/database");
    }
    TlsParameters tls = TlsParameters.read(query, server.host(), problems);
    if (!problems.isEmpty()) {
      throw new InvalidDatabaseUrl(problems);
    }
    return new DatabaseUrl(
        server.host(),
        server.port(),
        database,
        user,
        Secret.of(password),
        tls.mode(),
        tls.rootCertificate());
  }

  private void refuseWhatIsNoUrl() {
    if (!SCHEME.matcher(url).matches()) {
      problems.add("does not begin with postgres:// or postgresql://");
    }
    if (url.chars().anyMatch(character -> character <= ' ' || character == 0x7f)) {
      problems.add("has a blank or a control character: percent-encode it, a blank is %20");
    }
    if (url.indexOf('#') >= 0) {
      problems.add("has a #: percent-encode it as %23");
    }
    if (!problems.isEmpty()) {
      throw new InvalidDatabaseUrl(problems);
    }
  }

  private HostAndPort server(String text) {
    if (text.indexOf(',') >= 0) {
      problems.add("names several hosts: name the one to connect to");
      return HostAndPort.NONE;
    }
    int colon = text.startsWith("[") ? text.indexOf(':', text.indexOf(']') + 1) : text.indexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? "" : text.substring(colon + 1);
    return new HostAndPort(host(host), port(port));
  }

  private String host(String text) {
    if (text.isEmpty()) {
      problems.add("has no host: Unix sockets are not supported, name the server");
      return text;
    }
    if (!text.startsWith("[")) {
      if (!HOST_NAME.matcher(text).matches()) {
        problems.add(
            "has a host that is no name or address: percent-encode @ : / ? # in user and password, "
                + "put an IPv6 address in brackets");
      }
      return text;
    }
    String address = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
    if (address.indexOf(':') < 0 || !isAddress(address)) {
      problems.add("has brackets with no IPv6 address in them: write it as in [2001:db8::1]");
    }
    return address;
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private int port(String text) {
    if (text.isEmpty()) {
      return DatabaseUrl.DEFAULT_PORT;
    }
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      problems.add(
          "has a port that is no number from 1 to 65535: percent-encode : and @ in user and "
              + "password, put an IPv6 address in brackets");
    }
    return port;
  }

  private String database(String path) {
    if (path.isEmpty()) {
      problems.add("names no database: add it after the host, as in …@host:5432/database");
    }
    if (path.indexOf('/') >= 0) {
      problems.add("has a / in the database's name: percent-encode it as %2F");
    }
    return decoded("the database's name", path);
  }

  private String decoded(String what, String text) {
    try {
      return PercentEncoding.decode(text);
    } catch (IllegalArgumentException malformed) {
      problems.add(what + " " + malformed.getMessage());
      return "";
    }
  }

  private record HostAndPort(String host, int port) {
    private static final HostAndPort NONE = new HostAndPort("", 0);
  }
}
