package hma.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  private static final String REMOTE = "postgres://app:pass@db.example.com:6432/shop";

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgresql", "POSTGRES"})
  void readsEveryPartWithEitherScheme(String scheme) {
    DatabaseUrl url = DatabaseUrl.parse(scheme + "://app:pass@db.example.com:6432/shop");

    assertThat(url)
        .isEqualTo(
            new DatabaseUrl(
                "db.example.com",
                6432,
                "shop",
                "app",
                Secret.of("pass"),
                SslMode.REQUIRE,
                Optional.empty()));
  }

  @Test
  void takesThePortOfPostgresAndAnEmptyPasswordWhereNoneIsGiven() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app@localhost/shop");

    assertThat(url.port()).isEqualTo(5432);
    assertThat(url.password()).isEqualTo(Secret.of(""));
  }

  @Test
  void decodesPercentEscapesAsUtf8AndLeavesAPlus() {
    DatabaseUrl url =
        DatabaseUrl.parse("postgres://us%3Aer:p%40ss+w%C3%B6rd%2F%25:x@localhost/my%20d%2Fb");

    assertThat(url.user()).isEqualTo("us:er");
    assertThat(url.password().reveal()).isEqualTo("p@ss+wörd/%:x");
    assertThat(url.database()).isEqualTo("my d/b");
  }

  @Test
  void readsAnIpv6AddressInBrackets() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app:pass@[2001:db8::1]:6432/shop");

    assertThat(url.host()).isEqualTo("2001:db8::1");
    assertThat(url.port()).isEqualTo(6432);
    assertThat(url.redacted()).isEqualTo("postgres://app@[2001:db8::1]:6432/shop");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LocalHost, true",
    "127.0.0.1, true",
    "127.8.7.6, true",
    "[::1], true",
    "[0:0:0:0:0:0:0:1], true",
    "127.0.0.1.example.com, false",
    "localhost.example.com, false",
    "127.0.0.256, false",
    "10.0.0.1, false",
    "[2001:db8::1], false"
  })
  void knowsLoopbackAndDemandsTlsElsewhere(String host, boolean loopback) {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app:pass@" + host + "/shop");

    assertThat(url.loopback()).isEqualTo(loopback);
    assertThat(url.sslMode()).isEqualTo(loopback ? SslMode.DISABLE : SslMode.REQUIRE);
  }

  @Test
  void refusesToGoWithoutTlsToAnotherMachine() {
    assertThatThrownBy(() -> DatabaseUrl.parse(REMOTE + "?sslmode=disable"))
        .isInstanceOf(InvalidDatabaseUrl.class)
        .hasMessageContaining("sslmode=disable")
        .hasMessageContaining("use sslmode=require");
  }

  @Test
  void readsAModeThatVerifiesWithItsRoot() {
    DatabaseUrl url =
        DatabaseUrl.parse(REMOTE + "?sslmode=verify-full&sslrootcert=/etc/my%20root.pem");

    assertThat(url.sslMode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(url.sslRootCertificate()).contains(Path.of("/etc/my root.pem"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sslmode=prefer                      | use sslmode=require
          sslmode=allow                       | use sslmode=require
          sslmode=maybe                       | unknown sslmode
          sslmode=verify-ca                   | add sslrootcert=FILE
          sslmode=verify-full&sslrootcert=    | names no file
          sslrootcert=/root.pem               | add sslmode=verify-full
          sslmode=require&sslmode=require     | sslmode twice
          application_name=shop               | parameter application_name
          something=else                      | a parameter that is unknown
          sslmode=%ZZ                         | write a % itself as %25
          """)
  void refusesParametersThatItWouldNotKeepTo(String query, String expected) {
    assertThatThrownBy(() -> DatabaseUrl.parse(REMOTE + "?" + query))
        .isInstanceOf(InvalidDatabaseUrl.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql://app:pass@host/shop              | does not begin with postgres://
          app:pass@host/shop                      | does not begin with postgres://
          postgres://host/shop                    | has no user
          postgres://:pass@host/shop              | has no user
          postgres://app:pass@/shop               | has no host
          postgres://app:pass@%2Ftmp/shop         | is no name or address
          postgres://app:pass@host                | names no database
          postgres://app:pass@host/               | names no database
          postgres://app:pass@host/a/b            | percent-encode it as %2F
          postgres://app:pass@one,two/shop        | names several hosts
          postgres://app:pass@host:0/shop         | no number from 1 to 65535
          postgres://app:pass@host:65536/shop     | no number from 1 to 65535
          postgres://app:pass@host:99999999/shop  | no number from 1 to 65535
          postgres://app:pass@host:54x2/shop      | no number from 1 to 65535
          postgres://app:pass@2001:db8::1/shop    | put an IPv6 address in brackets
          postgres://app:pass@[host]/shop         | no IPv6 address
          postgres://app:pass@[2001:db8::1/shop   | no IPv6 address
          postgres://app:p@ss@host/shop           | write one in a password as %40
          postgres://app:p#ss@host/shop           | percent-encode it as %23
          postgres://app:p ss@host/shop           | a blank is %20
          postgres://app:p%ss@host/shop           | write a % itself as %25
          postgres://app:pass%@host/shop          | write a % itself as %25
          postgres://app:p%00ss@host/shop         | %00
          postgres://app:p%ffss@host/shop         | not UTF-8
          """)
  void saysWhatIsWrongAndTheRemedy(String url, String expected) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(InvalidDatabaseUrl.class)
        .hasMessageContaining(expected.strip());
  }

  @Test
  void tellsAllProblemsAtOnce() {
    assertThatThrownBy(() -> DatabaseUrl.parse("postgres://app:p%ss@host:x/?sslmode=prefer"))
        .hasMessageContaining("%25")
        .hasMessageContaining("port")
        .hasMessageContaining("names no database")
        .hasMessageContaining("sslmode=prefer");
  }

  @Test
  void neverRepeatsAPieceOfThePasswordHoweverTheUrlIsBroken() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String url = broken(random);

      Throwable failure = catchThrowable(() -> DatabaseUrl.parse(url));

      if (failure != null) {
        assertThat(failure).as("seed %d, %s", seed, url).isInstanceOf(InvalidDatabaseUrl.class);
        assertThat(failure.getMessage())
            .as("seed %d, %s", seed, url)
            .doesNotContain("Zq9", "Kv7", "Xj3");
        assertThat(failure.getCause()).isNull();
      }
    }
  }

  /** A password of three marked pieces with what people forget to encode between and around. */
  private static String broken(Random random) {
    String[] marks = {"@", ":", "/", "?", "#", "%", "&", "=", "[", "]", ",", " ", "%zz", "%00", ""};
    StringBuilder url = new StringBuilder("postgres://user:Zq9");
    url.append(marks[random.nextInt(marks.length)]).append("Kv7");
    url.append(marks[random.nextInt(marks.length)]).append("Xj3");
    url.append("@db.example.com:5432/shop?sslmode=require");
    for (int edit = random.nextInt(4); edit > 0; edit--) {
      url.insert(11 + random.nextInt(url.length() - 11), marks[random.nextInt(marks.length)]);
    }
    return url.toString();
  }

  @Test
  void printsNoPassword() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app:sesame@db.example.com/shop");

    assertThat(url.toString()).doesNotContain("sesame");
    assertThat(url.redacted()).isEqualTo("postgres://app@db.example.com:5432/shop");
  }
}
