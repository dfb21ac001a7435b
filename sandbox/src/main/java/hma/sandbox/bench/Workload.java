package hma.sandbox.bench;

import java.util.List;

/** What is copied. */
enum Workload implements BenchTables {
  /** One table with a primary key and nothing else. */
  BARE_TABLE("one bare table"),
  /** Three tables with foreign keys and secondary indexes between and on them. */
  SCHEMA("foreign keys and secondary indexes");

  private static final String BARE_DDL =
      """
      CREATE TABLE big (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d numeric)
      """;

  private static final String SCHEMA_DDL =
      """
      CREATE TABLE customer (id integer PRIMARY KEY, name text NOT NULL, email text NOT NULL,
        since date NOT NULL);
      CREATE TABLE purchase (id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customer,
        placed timestamptz NOT NULL, state text NOT NULL, note text);
      CREATE TABLE item (id bigint PRIMARY KEY, purchase integer NOT NULL REFERENCES purchase,
        customer integer NOT NULL REFERENCES customer, sku text NOT NULL, price numeric NOT NULL);
      CREATE UNIQUE INDEX customer_email ON customer (email);
      CREATE INDEX customer_name ON customer (lower(name));
      CREATE INDEX purchase_customer ON purchase (customer);
      CREATE INDEX purchase_placed ON purchase (placed);
      CREATE INDEX item_purchase ON item (purchase);
      CREATE INDEX item_customer ON item (customer, id);
      CREATE INDEX item_sku ON item (sku);
      CREATE INDEX item_price ON item (price)
      """;

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  /** As it reads in reports. */
  String label() {
    return label;
  }

  @Override
  public List<String> tables() {
    return switch (this) {
      case BARE_TABLE -> List.of("big");
      case SCHEMA -> List.of("customer", "purchase", "item");
    };
  }

  @Override
  public String schema() {
    return switch (this) {
      case BARE_TABLE -> BARE_DDL;
      case SCHEMA -> SCHEMA_DDL;
    };
  }

  @Override
  public String fill(long rows) {
    return switch (this) {
      case BARE_TABLE ->
          """
          INSERT INTO big SELECT n, n %% 1000, md5(n::text) || md5((n * 7)::text),
            timestamptz '2026-01-01 00:00+00' + n * interval '1 second', n * 1.25
          FROM generate_series(1::bigint, %d) n
          """
              .formatted(rows);
      case SCHEMA ->
          """
          INSERT INTO customer SELECT n, 'Name ' || md5(n::text), md5(n::text) || '@example.org',
            date '2020-01-01' + (n %% 2000)::integer FROM generate_series(1::bigint, %1$d) n;
          INSERT INTO purchase SELECT n, 1 + (n * 7919) %% %1$d,
            timestamptz '2026-01-01 00:00+00' + n * interval '7 seconds',
            CASE n %% 3 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' ELSE 'sent' END, md5(n::text)
          FROM generate_series(1::bigint, %2$d) n;
          INSERT INTO item SELECT n, 1 + (n * 104729) %% %2$d, 1 + (n * 7919) %% %1$d,
            'sku-' || (n * 31) %% 5000, (n %% 10000) * 0.01 FROM generate_series(1::bigint, %3$d) n
          """
              .formatted(rows / 10, rows * 3 / 10, rows - rows / 10 - rows * 3 / 10);
    };
  }

  /** Statements that change that share of the rows, chosen at random. */
  String change(double share) {
    return switch (this) {
      case BARE_TABLE ->
          "UPDATE big SET b = md5(random()::text) || md5(b), a = a + 1 WHERE random() < %s"
              .formatted(share);
      case SCHEMA ->
          """
          UPDATE customer SET name = 'Name ' || md5(random()::text) WHERE random() < %1$s;
          UPDATE purchase SET state = 'changed', note = md5(random()::text) WHERE random() < %1$s;
          UPDATE item SET price = price + 1 WHERE random() < %1$s
          """
              .formatted(share);
    };
  }
}
