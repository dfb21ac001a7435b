package hma.sync;

import java.util.List;
import java.util.Random;

/** A column's type with values that are awkward to carry, as literals. */
enum RandomType {
  INTEGER("integer", true, "0", "-1", "2147483647", "-2147483648"),
  BIGINT("bigint", true, "0", "9223372036854775807", "-9223372036854775808"),
  SMALLINT("smallint", true, "0", "32767", "-32768"),
  NUMERIC("numeric", true, "1.0", "1.00", "'NaN'", "'Infinity'", "-0.000", "1e-40", "1e60"),
  REAL("real", true, "'-0'", "0", "'NaN'", "0.1", "1e-45", "'-Infinity'"),
  DOUBLE("double precision", true, "'-0'", "0", "'NaN'", "0.1", "4.9406564584124654e-324"),
  TEXT(
      "text",
      true,
      "''",
      "E'\\\\N'",
      "E'\\\\.'",
      "E'a\\tb\\nc\\rd\\\\e'",
      "'ünï 中 😀'",
      "'NULL'",
      "' '"),
  VARCHAR("varchar(20)", true, "''", "'a '", "E'\\\\'", "'😀😀'", "'Z'", "'z'"),
  CHAR("char(5)", true, "''", "'a'", "'ä'", "E'\\\\'"),
  BLIND("text COLLATE \"hma_blind\"", true, "'a'", "'A'", "'ä'", "''", "'b'"),
  BYTEA("bytea", true, "''", "'\\x00'", "'\\x00ff5c0a'", "'\\xffff'"),
  BOOLEAN("boolean", true, "true", "false"),
  INSTANT(
      "timestamptz",
      true,
      "'infinity'",
      "'-infinity'",
      "'2026-03-29 01:30:00.000001+00'",
      "'0044-03-15 12:00+00 BC'"),
  MOMENT("timestamp", true, "'infinity'", "'4713-01-01 BC'", "'2026-02-03 04:05:06.789'"),
  DATE("date", true, "'infinity'", "'0001-01-01 BC'", "'2026-02-03'", "'5874897-12-31'"),
  TIME("timetz", true, "'24:00+15:59'", "'12:00+00'", "'13:00+01'", "'00:00:00.000001-08'"),
  INTERVAL(
      "interval", true, "'1 day'", "'24 hours'", "'-1 year 2 months 3 days 04:05:06.7'", "'0'"),
  UUID(
      "uuid",
      true,
      "'00000000-0000-0000-0000-000000000000'",
      "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
  INET("inet", true, "'10.0.0.1'", "'10.0.0.1/8'", "'::1'"),
  BITS("bit varying", true, "B''", "B'0'", "B'00'", "B'1011'"),
  RANGE("int4range", true, "'empty'", "'(,)'", "'[1,5)'", "'[5,)'"),
  INTEGERS("integer[]", true, "'{}'", "'{NULL,1}'", "'[0:1]={1,2}'", "'{1,2}'", "'{{1,2},{3,4}}'"),
  TEXTS("text[]", true, "'{}'", "ARRAY['NULL', NULL, '', ',', '\"']", "ARRAY[E'\\\\']"),
  DOCUMENT("jsonb", true, "'null'", "'{\"a\": 1.0}'", "'{\"a\": 1.00}'", "'[]'", "'\"\\\\N\"'"),
  MOOD("hma_mood", true, "'sad'", "'very, \"happy\"'"),
  POSITIVE("hma_positive", true, "1", "77"),
  PAIR("hma_pair", true, "'(1,\"a,b\")'", "'(,)'", "'(,\"\")'"),
  JSON("json", false, "'{\"a\":1, \"a\":2}'", "' null'", "'1.0'"),
  POINT("point", false, "'(-0,0)'", "'(0,0)'", "'(NaN,Infinity)'"),
  XML("xml", false, "'<a b=\"c\">&lt;</a>'", "'text'"),
  WORDS("tsvector", false, "'a:1 b:2A'", "''");

  private static final double AWKWARD = 0.4;
  private static final double NULL = 0.15;

  private final String sql;
  private final boolean keyable;

  @SuppressWarnings("ImmutableEnumChecker") // It is: List.of made it.
  private final List<String> awkward;

  RandomType(String sql, boolean keyable, String... awkward) {
    this.sql = sql;
    this.keyable = keyable;
    this.awkward = List.of(awkward);
  }

  String sql() {
    return sql;
  }

  boolean keyable() {
    return keyable;
  }

  /** A literal, sometimes NULL. */
  String nullable(Random random) {
    return random.nextDouble() < NULL ? "NULL" : value(random);
  }

  /** A literal that is not NULL. */
  String value(Random random) {
    return random.nextDouble() < AWKWARD
        ? awkward.get(random.nextInt(awkward.size()))
        : usual(random.nextInt(10_000));
  }

  private String usual(int n) {
    return switch (this) {
      case INTEGER, BIGINT, SMALLINT -> "" + n;
      case POSITIVE -> "" + (n + 1);
      case NUMERIC -> n + ".50";
      case REAL, DOUBLE -> n + ".25";
      case TEXT, VARCHAR -> "'text " + n + "'";
      case CHAR, BLIND -> "'" + n + "'";
      case BYTEA -> "'\\x%08x'".formatted(n);
      case BOOLEAN -> n % 2 == 0 ? "true" : "false";
      case INSTANT -> "timestamptz '2026-01-01 00:00+00' + interval '%d min'".formatted(n);
      case MOMENT -> "timestamp '2026-01-01 00:00' + interval '%d min'".formatted(n);
      case DATE -> "date '2000-01-01' + " + n;
      case TIME -> "'%02d:%02d:00+01'".formatted(n / 60 % 24, n % 60);
      case INTERVAL -> "'%d minutes'".formatted(n);
      case UUID -> "md5('%d')::uuid".formatted(n);
      case INET -> "'10.1.%d.%d'".formatted(n / 256, n % 256);
      case BITS -> n + "::bit(16)";
      case RANGE -> "int4range(%d, %d)".formatted(n, n + 10);
      case INTEGERS -> "ARRAY[%d, %d]".formatted(n, n % 7);
      case TEXTS -> "ARRAY['%d', 'x']".formatted(n);
      case DOCUMENT -> "'{\"n\": %d}'".formatted(n);
      case JSON -> "'{\"n\" : %d}'".formatted(n);
      case MOOD -> n % 2 == 0 ? "'sad'" : "'ok'";
      case PAIR -> "'(%d,b)'".formatted(n);
      case POINT -> "point(%d, -%d)".formatted(n, n);
      case XML -> "'<n>%d</n>'".formatted(n);
      case WORDS -> "'w%d:1'".formatted(n);
    };
  }
}
