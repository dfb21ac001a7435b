package hma.master.model;

/** What a {@link World} consists of, each in as few bits as it needs. */
enum Field {
  // Of each side: its app and its database.
  /** How many workers Heroku is to run there. */
  QUANTITY(2, 1),
  /** Whether a worker runs there that Heroku lists. */
  DYNO(2, 1),
  /** Whether one runs there that Heroku lists no more. */
  ZOMBIE(2, 1),
  /** {@link Grants}. */
  GRANTS(2, 2),
  /** Whether it holds every write that was acknowledged. */
  COMPLETE(2, 1),
  /** The epoch in its database. */
  EPOCH(2, 2),
  /** The term in its database. */
  TERM(2, 4),

  // The journal and the lock, in the master's database.
  /** The side that owns the worker. */
  OWNER(1, 1),
  /** The epoch of that. */
  OWNED_EPOCH(1, 2),
  /** The newest switchover, counted from 1; 0 before the first. */
  NEWEST(1, 2),
  /** Whether it is unfinished. */
  UNFINISHED(1, 1),
  /** Whether its step of this kind was begun. */
  STOP_BEGUN(1, 1),
  FENCE_BEGUN(1, 1),
  COMMIT_BEGUN(1, 1),
  START_BEGUN(1, 1),
  /** Which master's session holds the lock, counted from 1; 0 if none does. */
  LOCK(1, 2),

  // Of each switchover.
  /** The side it leaves. */
  FROM(3, 1),
  /** The epoch it is to establish. */
  CLAIMED(3, 2),
  /** {@link Receipt} in its target's database. */
  RECEIPT(3, 2),

  // Of each master process.
  /** {@link Mode}. */
  MODE(2, 3),
  /** The term it took. */
  OWN_TERM(2, 4),
  /** {@link Way} it is on. */
  WAY(2, 3),
  /** The step of that way. */
  INDEX(2, 3),
  /** How much of the step is done. */
  PHASE(2, 2),
  /** The switchover it works on. */
  WORKS_ON(2, 2),
  /** Whether it holds a transaction of the target open. */
  OPEN(2, 1),
  /** Whether that one would make the target complete. */
  CARRIES_ALL(2, 1),
  /** Who owns the worker, as it remembers. */
  KNOWN_OWNER(2, 1),
  KNOWN_EPOCH(2, 2),

  // What is under way.
  /** An order to Heroku that was given and is not carried out: 1 + 2 · side + quantity. */
  LATE_ORDER(1, 3),
  /** {@link Late} transaction that its master knows nothing of any more. */
  LATE(1, 2),
  LATE_SWITCHOVER(1, 2),
  LATE_TERM(1, 4),
  LATE_CARRIES_ALL(1, 1),

  // What is left of the budget, and what became of it.
  FAULTS(1, 2),
  /** Whether a database was restored from its backup. */
  RESTORED(1, 1),
  /** Whether somebody started a worker on the side that is not active, beside a switchover. */
  STRAYED(1, 1),
  /** The owner at the beginning, which is the moment of every backup. */
  FIRST_OWNER(1, 1),
  /** {@link Broken} by the move that led here. */
  BROKEN(1, 3);

  private final int width;

  @SuppressWarnings("ImmutableEnumChecker") // Filled once, below.
  private final int[] places;

  Field(int copies, int width) {
    this.width = width;
    this.places = new int[copies];
  }

  static {
    int next = 0;
    for (Field field : values()) {
      for (int copy = 0; copy < field.places.length; copy++) {
        if (next / Long.SIZE != (next + field.width - 1) / Long.SIZE) {
          next = Long.SIZE;
        }
        field.places[copy] = next;
        next += field.width;
      }
    }
    if (next > 2 * Long.SIZE) {
      throw new IllegalStateException("a world of " + next + " bits does not fit into two longs");
    }
  }

  /** The first bit of one of the copies. */
  int place(int copy) {
    return places[copy];
  }

  long mask() {
    return (1L << width) - 1;
  }
}
