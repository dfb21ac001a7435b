package hma.master.model;

import hma.protocol.Side;
import org.jspecify.annotations.Nullable;

/** The transactions in which masters change a side's database: each one happens whole or not. */
final class Databases {
  private final Rules rules;

  Databases(Rules rules) {
    this.rules = rules;
  }

  /** A claim: by what right a transaction is made. */
  record Claim(int switchover, int term) {}

  Claim claim(World world, int master) {
    return new Claim(world.get(Field.WORKS_ON, master), world.get(Field.OWN_TERM, master));
  }

  /** Whether a transaction that begins now is let begin. */
  boolean letsBegin(World world, Side side, Claim claim) {
    return rules.keep(Rule.TERM_LAST) || agreesOnTerm(world, side, claim);
  }

  private boolean checkAtTheEnd(World world, Side side, Claim claim) {
    return !rules.keep(Rule.TERM_LAST) || agreesOnTerm(world, side, claim);
  }

  private boolean agreesOnTerm(World world, Side side, Claim claim) {
    return !rules.keep(Rule.TERM) || world.get(Field.TERM, side) == claim.term();
  }

  private static boolean isNotOlder(World world, Side side, Claim claim) {
    return world.get(Field.EPOCH, side) <= world.claimed(claim.switchover());
  }

  /** Fences a side; null where it is refused. */
  @Nullable World fence(World world, Claim claim) {
    Side side = world.source(claim.switchover());
    if (!checkAtTheEnd(world, side, claim) || !isNotOlder(world, side, claim)) {
      return null;
    }
    Grants after =
        switch (world.grants(side)) {
          case GRANTED -> Grants.FENCED;
          case FENCED -> rules.keep(Rule.FIRST_RECORD) ? Grants.FENCED : Grants.FENCED_EMPTY;
          case FENCED_EMPTY, LOST -> Grants.FENCED_EMPTY;
        };
    return world.with(Field.GRANTS, side, after);
  }

  /** Lifts a side's fence; null where it is refused. */
  @Nullable World lift(World world, Claim claim) {
    Side side = world.source(claim.switchover());
    if (!checkAtTheEnd(world, side, claim) || !isNotOlder(world, side, claim)) {
      return null;
    }
    return lifted(world, side);
  }

  private static World lifted(World world, Side side) {
    Grants after =
        switch (world.grants(side)) {
          case GRANTED, FENCED -> Grants.GRANTED;
          case FENCED_EMPTY, LOST -> Grants.LOST;
        };
    World lifted = world.with(Field.GRANTS, side, after);
    return after == Grants.LOST ? lifted.broken(Broken.GRANTS_LOST) : lifted;
  }

  /** Commits what was carried to a target; null where it is refused. */
  @Nullable World commit(World world, Claim claim, boolean carriesAll) {
    Side side = world.target(claim.switchover());
    boolean barred = world.receipt(claim.switchover()) == Receipt.ABORTED;
    boolean advances = world.get(Field.EPOCH, side) < world.claimed(claim.switchover());
    if (barred || !advances || !checkAtTheEnd(world, side, claim)) {
      return null;
    }
    World committed =
        lifted(world, side)
            .with(Field.RECEIPT, claim.switchover() - 1, Receipt.COMMITTED)
            .with(Field.EPOCH, side, world.claimed(claim.switchover()))
            .with(Field.COMPLETE, side, carriesAll ? 1 : 0);
    return carriesAll ? committed : committed.broken(Broken.INCOMPLETE_COMMIT);
  }

  /** Ends what may still commit, and writes a receipt where there is none; null where refused. */
  @Nullable World settle(World world, Claim claim) {
    if (!rules.keep(Rule.SETTLEMENT)) {
      return world;
    }
    World ended = world;
    for (int master = 0; master < World.MASTERS; master++) {
      if (world.get(Field.WORKS_ON, master) == claim.switchover()) {
        ended = ended.closed(master);
      }
    }
    Side side = world.target(claim.switchover());
    if (!checkAtTheEnd(world, side, claim) || !isNotOlder(world, side, claim)) {
      return null;
    }
    return world.receipt(claim.switchover()) == Receipt.MISSING
        ? ended.with(Field.RECEIPT, claim.switchover() - 1, Receipt.ABORTED)
        : ended;
  }

  /** Whether a side's epochs are what a master knows of them. */
  static boolean agree(World world, Side owner, int epoch) {
    return world.get(Field.EPOCH, owner) == epoch && world.get(Field.EPOCH, owner.other()) <= epoch;
  }
}
