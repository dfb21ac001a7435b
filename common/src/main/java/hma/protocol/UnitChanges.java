package hma.protocol;

import java.util.Optional;

/**
 * What was logged of a unit up to the snapshot of a round.
 *
 * @param unit the unit's number
 * @param marked whether it has to be loaded whole; the keys are then left out
 * @param keys how many keys were logged, each counted once
 * @param keyLines the keys; empty where they are to be streamed as {@link Cargo#LOGGED_KEYS}
 * @param rowLines the rows that have these keys now; empty where they are to be streamed as {@link
 *     Cargo#LOGGED_ROWS}, which they are if the keys are
 * @param rows what these rows add up to
 */
public record UnitChanges(
    int unit,
    boolean marked,
    long keys,
    Optional<CopyText> keyLines,
    Optional<CopyText> rowLines,
    Fingerprint rows) {

  /** How many bytes of lines it holds. */
  public int inlineBytes() {
    return keyLines.map(text -> text.bytes().length).orElse(0)
        + rowLines.map(text -> text.bytes().length).orElse(0);
  }

  /** Whether keys and rows travel by streams. */
  public boolean streamed() {
    return !marked && keyLines.isEmpty();
  }
}
