package hma.master.model;

/** What must never be. */
enum Broken {
  NOTHING("", ""),
  TWO_SIDES("workers of both sides can commit", "one worker"),
  TWO_WORKERS("a worker is started beside one of its side that can still commit", "one worker"),
  LOST_WRITE("a worker writes on a side that lacks an acknowledged write", "nothing lost"),
  INCOMPLETE_COMMIT(
      "the target commits without all that was committed on the source", "nothing lost"),
  GRANTS_LOST("grants are gone, and no record gives them back", "back or through"),
  BAD_REST(
      "at rest there is not one worker that can write, on the owner's side, and no alarm",
      "back or through");

  private final String text;
  private final String law;

  Broken(String text, String law) {
    this.text = text;
    this.law = law;
  }

  String text() {
    return text;
  }

  /** What always holds, and does not now. */
  String law() {
    return law;
  }
}
