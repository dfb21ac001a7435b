package hma.sandbox.bench;

import java.util.List;

/** Tables that are filled and copied, all in the schema public. */
interface BenchTables {
  /** Their names; one comes after those it refers to. */
  List<String> tables();

  /** The statements that make them. */
  String schema();

  /** Statements that make about that many rows in all of them together, always the same ones. */
  String fill(long rows);

  /** The statement that empties all of them. */
  default String truncate() {
    return "TRUNCATE " + String.join(", ", tables());
  }
}
