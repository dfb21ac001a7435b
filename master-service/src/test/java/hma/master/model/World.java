package hma.master.model;

import hma.protocol.Side;
import java.util.List;

/**
 * One state of everything that matters, packed: both sides, the journal, both masters and what is
 * under way between them.
 */
@SuppressWarnings("EnumOrdinal") // Packed as numbers, and read from the same lists.
record World(long low, long high) {
  private static final List<Side> SIDES = List.of(Side.values());
  private static final List<Grants> GRANTS = List.of(Grants.values());
  private static final List<Mode> MODES = List.of(Mode.values());
  private static final List<Way> WAYS = List.of(Way.values());
  private static final List<Receipt> RECEIPTS = List.of(Receipt.values());
  private static final List<Late> LATES = List.of(Late.values());
  private static final List<Broken> BROKENS = List.of(Broken.values());

  /** How many masters there are. */
  static final int MASTERS = 2;

  /**
   * A worker has run on this side for long, the first master leads and the second waits.
   *
   * @param standby who may write on the other side
   */
  static World atRest(Side owner, int faults, Grants standby) {
    World world =
        new World(0, 0)
            .with(Field.OWNER, owner.ordinal())
            .with(Field.FIRST_OWNER, owner.ordinal())
            .with(Field.OWNED_EPOCH, 1)
            .with(Field.EPOCH, owner, 1)
            .with(Field.QUANTITY, owner, 1)
            .with(Field.DYNO, owner, 1)
            .with(Field.COMPLETE, owner, 1)
            .with(Field.GRANTS, owner, Grants.GRANTED.ordinal())
            .with(Field.GRANTS, owner.other(), standby.ordinal())
            .with(Field.LOCK, 1)
            .with(Field.MODE, 0, Mode.LEADING.ordinal())
            .with(Field.MODE, 1, Mode.WAITING.ordinal())
            .with(Field.OWN_TERM, 0, 1)
            .with(Field.KNOWN_OWNER, 0, owner.ordinal())
            .with(Field.KNOWN_EPOCH, 0, 1)
            .with(Field.FAULTS, faults);
    for (Side side : SIDES) {
      world = world.with(Field.TERM, side, 1);
    }
    return world;
  }

  int get(Field field, int copy) {
    int place = field.place(copy);
    return (int) (((place < Long.SIZE ? low : high) >>> place) & field.mask());
  }

  int get(Field field) {
    return get(field, 0);
  }

  int get(Field field, Side side) {
    return get(field, side.ordinal());
  }

  boolean is(Field field) {
    return get(field, 0) != 0;
  }

  boolean is(Field field, int copy) {
    return get(field, copy) != 0;
  }

  boolean is(Field field, Side side) {
    return get(field, side.ordinal()) != 0;
  }

  World with(Field field, int copy, int value) {
    if ((value & field.mask()) != value) {
      throw new IllegalArgumentException(field + " can't be " + value);
    }
    int place = field.place(copy);
    long bits = (long) value << place;
    long kept = ~(field.mask() << place);
    return place < Long.SIZE
        ? new World((low & kept) | bits, high)
        : new World(low, (high & kept) | bits);
  }

  World with(Field field, int value) {
    return with(field, 0, value);
  }

  World with(Field field, Side side, int value) {
    return with(field, side.ordinal(), value);
  }

  World with(Field field, Enum<?> value) {
    return with(field, 0, value.ordinal());
  }

  World with(Field field, int copy, Enum<?> value) {
    return with(field, copy, value.ordinal());
  }

  World with(Field field, Side side, Enum<?> value) {
    return with(field, side.ordinal(), value.ordinal());
  }

  /** With an order that is carried out later. */
  World ordered(Side side, int quantity) {
    return with(Field.LATE_ORDER, 1 + 2 * side.ordinal() + quantity);
  }

  /** What the order is about that is carried out later. */
  Side orderedSide() {
    return SIDES.get((get(Field.LATE_ORDER) - 1) / 2);
  }

  Side side(Field field) {
    return SIDES.get(get(field, 0));
  }

  Side side(Field field, int copy) {
    return SIDES.get(get(field, copy));
  }

  Grants grants(Side side) {
    return GRANTS.get(get(Field.GRANTS, side));
  }

  Mode mode(int master) {
    return MODES.get(get(Field.MODE, master));
  }

  Way way(int master) {
    return WAYS.get(get(Field.WAY, master));
  }

  Late late() {
    return LATES.get(get(Field.LATE));
  }

  Broken broken() {
    return BROKENS.get(get(Field.BROKEN));
  }

  World broken(Broken broken) {
    return with(Field.BROKEN, broken.ordinal());
  }

  /** The receipt of a switchover, counted from 1. */
  Receipt receipt(int switchover) {
    return RECEIPTS.get(get(Field.RECEIPT, switchover - 1));
  }

  Side source(int switchover) {
    return side(Field.FROM, switchover - 1);
  }

  Side target(int switchover) {
    return source(switchover).other();
  }

  int claimed(int switchover) {
    return get(Field.CLAIMED, switchover - 1);
  }

  /** How many workers run on a side. */
  int workers(Side side) {
    return get(Field.DYNO, side) + get(Field.ZOMBIE, side);
  }

  /** How many workers on a side can commit what they write. */
  int writers(Side side) {
    return grants(side) == Grants.GRANTED ? workers(side) : 0;
  }

  boolean mayFail() {
    return get(Field.FAULTS) > 0;
  }

  World failed() {
    return with(Field.FAULTS, get(Field.FAULTS) - 1);
  }

  /** A master that remembers nothing; its sessions are closed. */
  World forgetting(int master, Mode mode) {
    World world = this;
    for (Field field :
        List.of(
            Field.OWN_TERM,
            Field.WAY,
            Field.INDEX,
            Field.PHASE,
            Field.WORKS_ON,
            Field.OPEN,
            Field.CARRIES_ALL,
            Field.KNOWN_OWNER,
            Field.KNOWN_EPOCH)) {
      world = world.with(field, master, 0);
    }
    return world.unlocked(master).with(Field.MODE, master, mode.ordinal());
  }

  private World unlocked(int master) {
    return get(Field.LOCK) == master + 1 ? with(Field.LOCK, 0) : this;
  }

  World closed(int master) {
    return with(Field.OPEN, master, 0).with(Field.CARRIES_ALL, master, 0);
  }
}
