package hma.master.model;

/** What keeps a switchover safe: without any one of them an invariant breaks. */
enum Rule {
  FENCE("the fence", "nothing is revoked on the source"),
  FENCE_BEFORE_COMMIT(
      "the order of fence and commit", "the source is fenced after the target's commit"),
  FENCE_BEFORE_COPY(
      "the order of fence and copy",
      "the source is fenced after its last rows were read, before the commit"),
  SETTLEMENT(
      "the settling of receipts", "a receipt that is missing is taken for a commit that never was"),
  TERM("the term", "transactions in the databases look at no term"),
  TERM_LAST(
      "where the term is checked",
      "the term is looked at when a transaction begins, not as its last statement"),
  TERM_NEVER_AGAIN(
      "a term that never comes again",
      "a term is one more than the database remembers, which may have been restored"),
  FIRST_RECORD("the first record of grants", "a fence that is repeated records the grants anew"),
  REASSERTION(
      "the re-asserting of quantities", "nobody puts quantities right while no switchover runs"),
  PROOF_OF_STOP(
      "the proof of the predecessor's stop",
      "going back lifts the fence and starts the worker without having seen that nothing runs"),
  PROOF_BEFORE_START(
      "the proof before a worker is started again",
      "a worker whose quantity is 0 is started without having seen that nothing of it still runs"),
  PROOF_OF_STANDBY(
      "the proof that the standby's worker is gone",
      "a switchover does not look whether something of the target's worker is left before it stops the source's"),
  EPOCHS(
      "the comparison of epochs before a switchover",
      "a switchover begins whatever the epochs of both databases are, and wherever the worker is up"),
  NO_GUESS_AT_REST(
      "the refusal to guess at rest",
      "quantities are put right as the journal says although the worker is up on the other side only");

  private final String text;
  private final String without;

  Rule(String text, String without) {
    this.text = text;
    this.without = without;
  }

  String text() {
    return text;
  }

  /** What is done instead. */
  String without() {
    return without;
  }
}
