package hma.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IdentifiersTest {
  @Test
  void quotesANameAsItIs() {
    assertThat(Identifiers.quote("Order \"x\"; DROP")).isEqualTo("\"Order \"\"x\"\"; DROP\"");
    assertThat(Identifiers.qualified("a.b", "c\"d")).isEqualTo("\"a.b\".\"c\"\"d\"");
  }

  @Test
  void refusesWhatPostgresCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identifiers.quote("a\0b"))
        .withMessageContaining("NUL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identifiers.literal("\0"))
        .withMessageContaining("position 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Identifiers.quote(""));
  }

  @Test
  void meansTheSameInPostgresWhateverItsSettings() {
    // Given
    var database = TestPostgres.shared().newDatabase();
    String name = "Tä\"b'l\\e; --";
    String text = "it's a \\n 'text' \\' -- \"";

    for (String conforming : new String[] {"on", "off"}) {
      // When
      Sql.execute(
          database,
          "SET standard_conforming_strings = " + conforming,
          "CREATE TABLE %s (a int)".formatted(Identifiers.qualified("public", name)),
          "COMMENT ON TABLE %s IS %s"
              .formatted(Identifiers.qualified("public", name), Identifiers.literal(text)));

      // Then
      assertThat(
              Sql.rows(
                  database,
                  "SELECT relname, obj_description(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"))
          .containsExactly(java.util.List.of(name, text));
      Sql.execute(database, "DROP TABLE " + Identifiers.quote(name));
    }
  }
}
