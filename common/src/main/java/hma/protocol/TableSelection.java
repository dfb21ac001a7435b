package hma.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tables move.
 *
 * @param patterns names of tables, {@code *} for any run of characters and {@code ?} for one; a
 *     pattern without a dot means the schema {@code public}; none at all means every table
 */
public record TableSelection(List<String> patterns) {
  /** Copies the list. */
  public TableSelection {
    patterns = List.copyOf(patterns);
  }

  /** Every table of the application. */
  public static TableSelection all() {
    return new TableSelection(List.of());
  }

  /** Whether no pattern narrows the selection. */
  @JsonIgnore
  public boolean isAll() {
    return patterns.isEmpty();
  }

  /** Whether the table is one of those that move. */
  public boolean includes(TableName table) {
    return isAll() || patterns.stream().anyMatch(pattern -> matches(pattern, table));
  }

  /** Whether one pattern means this table. */
  public static boolean matches(String pattern, TableName table) {
    String qualified = pattern.indexOf('.') < 0 ? "public." + pattern : pattern;
    String expression = Pattern.quote(qualified).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(expression, Pattern.DOTALL).matcher(table.toString()).matches();
  }
}
