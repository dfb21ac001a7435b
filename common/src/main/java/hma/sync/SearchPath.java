package hma.sync;

import hma.postgres.DatabaseSession;

/** The search path of a transaction: pinned to nothing but while code of the application runs. */
final class SearchPath {
  private SearchPath() {}

  /**
   * Lets expressions and functions of the application find what they find for its workers.
   *
   * @return what pins it to nothing again; not to be run once the transaction has failed
   */
  static Runnable ofRole(DatabaseSession session, String doing) {
    session.run(doing, "SET LOCAL search_path TO DEFAULT");
    return () -> session.run(doing, "SET LOCAL search_path = ''");
  }
}
