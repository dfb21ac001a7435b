package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.Identifiers;
import hma.protocol.ComparedColumn;
import hma.protocol.MovedTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SQL that makes 64 bits of a row, called {@code t}.
 *
 * <p>Each column is hashed on its own, under a seed of its own, NULL being a number of its own;
 * what comes out is XORed and then mixed, without which exchanged values would cancel in a sum.
 * Writing the row as text would cost four times as much.
 *
 * <p>{@code hashint8extended} folds its first argument to 32 bits: 1 and 2^32 are one to it. Its
 * seed is taken with all 64 bits, so whatever has to keep 64 bits goes in as the seed: integers and
 * what is to be mixed. For the same reason {@code timestamp_hash_extended} is not used.
 *
 * <p>The functions hash alike on every version: <a
 * href="https://www.postgresql.org/docs/current/ddl-partitioning.html">hash partitions</a> are
 * dumped and restored by them. They are found in {@code pg_catalog} alone, the search path being
 * empty.
 */
final class RowHash {
  private static final long CONTENT = 0x48_4d_41_01L;
  private static final long KEY = 0x48_4d_41_02L;
  private static final int FIRST = 1_190_494_759;
  private static final int SECOND = 1_602_891_671;

  private RowHash() {}

  /** What all compared columns of a row come to, not yet mixed. */
  static String content(MovedTable table) {
    return combined(table.compared(), CONTENT);
  }

  /** What the key of a row comes to, mixed. */
  static String key(MovedTable table) {
    return first(combined(table.keyColumns(), KEY));
  }

  /** One of two numbers that the 64 bits are mixed to. */
  static String first(String bits) {
    return mixed(FIRST, bits);
  }

  /** The other one. */
  static String second(String bits) {
    return mixed(SECOND, bits);
  }

  private static String mixed(int constant, String bits) {
    return "hashint8extended(%d, %s)".formatted(constant, bits);
  }

  private static String combined(List<ComparedColumn> columns, long salt) {
    return columns.isEmpty()
        ? "0::bigint"
        : IntStream.range(0, columns.size())
            .mapToObj(number -> column(columns.get(number), salt + 4L * number))
            .collect(joining(" # ", "(", ")"));
  }

  private static String column(ComparedColumn column, long salt) {
    String value = "t." + Identifiers.quote(column.name());
    return "coalesce(%s, %d)".formatted(hash(column, value, seed(salt)), seed(salt + 1));
  }

  private static String hash(ComparedColumn column, String value, long seed) {
    return switch (column.hashing()) {
      case INTEGER -> "hashint8extended(%d, %s)".formatted(seed, value);
      case BOOLEAN -> "hashint8extended(%d, %s::integer)".formatted(seed, value);
      case UUID -> "uuid_hash_extended(%s, %d)".formatted(value, seed);
      case TIMESTAMP -> text("encode(timestamp_send(%s), 'hex')".formatted(value), seed);
      case TIMESTAMPTZ -> text("encode(timestamptz_send(%s), 'hex')".formatted(value), seed);
      case TEXT -> text(value, seed);
      case CAST -> text(value + "::text", seed);
      case ROW -> text("ROW(%s)::text".formatted(value), seed);
    };
  }

  private static String text(String value, long seed) {
    return "hashtextextended(%s COLLATE \"C\", %d)".formatted(value, seed);
  }

  /** A number from 0 to 2^62 - 1 that looks like chance: SplitMix64. */
  private static long seed(long number) {
    long bits = (number + 1) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return (bits ^ (bits >>> 31)) >>> 2;
  }
}
