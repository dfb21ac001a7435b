package hma.sandbox.demo;

import java.util.Locale;

/**
 * A part of a schema that has to be the same on both sides, with the query that reads it: a name
 * and everything about it as text.
 */
enum CatalogPart {
  /** Types, defaults, identity and generation. */
  COLUMN(
      """
      SELECT format('%s.%I', attrelid::regclass, attname),
        concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
          pg_get_expr(adbin, adrelid))
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p') AND relnamespace IN (%s)\
      """),
  /** Definition, whether it is validated, and its comment. */
  CONSTRAINT(
      """
      SELECT format('%s.%I', conrelid::regclass, conname),
        concat_ws(' ', pg_get_constraintdef(oid), convalidated,
          obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid <> 0 AND connamespace IN (%s)\
      """),
  /** Definition and whether it is usable. */
  INDEX(
      """
      SELECT indexrelid::regclass::text, concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid)
      FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace IN (%s)\
      """),
  /** Definition and when it fires; those that implement foreign keys are left out. */
  TRIGGER(
      """
      SELECT format('%s.%I', tgrelid::regclass, tgname),
        concat_ws(' ', tgenabled, pg_get_triggerdef(pg_trigger.oid))
      FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE NOT tgisinternal AND relnamespace IN (%s)\
      """);

  private static final String NAMESPACES =
      "SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'back office')";

  private final String query;

  CatalogPart(String query) {
    this.query = query;
  }

  /** The query, over the demo's schemas: a name and a text per row. */
  String query() {
    return query.replace("(%s)", "(" + NAMESPACES + ")");
  }

  /** As it reads in a message. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
