package hma.sync;

import hma.protocol.SequenceValue;
import java.util.List;

/** Gives the target's sequences the source's values, and looks whether they took. */
final class SequenceProof {
  private SequenceProof() {}

  /**
   * Sets and compares those of the plan with which both were opened.
   *
   * @throws NotEqual naming those that differ
   */
  static void carry(Source source, Target target) {
    carry(source.sequences(), target);
  }

  /**
   * Sets values that were read of the source, whose own go on meanwhile where it is written.
   *
   * @throws NotEqual naming those that differ
   */
  static void carry(List<SequenceValue> values, Target target) {
    target.setSequences(values);
    List<SequenceValue> found = target.sequences();
    List<String> different =
        values.stream()
            .filter(value -> !found.contains(value))
            .map(value -> value.name().toString())
            .toList();
    if (!different.isEmpty()) {
      throw new NotEqual("these sequences did not take: " + String.join(", ", different));
    }
  }
}
