package hma.master.heroku;

import java.util.Locale;

/** What HMA asks Heroku to do. */
enum Operation {
  /** What an app is called, whose it is, and where it answers. */
  READ_APP("read the app"),
  /** Quantities and sizes. */
  READ_FORMATION("read the formation"),
  /** Other quantities and sizes. */
  SCALE("scale"),
  /** What runs. */
  LIST_DYNOS("list the dynos"),
  /** What was deployed. */
  READ_RELEASES("read the newest releases"),
  /** Eco hours. */
  READ_QUOTA("read the account's quota");

  private final String words;

  Operation(String words) {
    this.words = words;
  }

  /** As it reads after "cannot". */
  String words() {
    return words;
  }

  /** As programs read it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
