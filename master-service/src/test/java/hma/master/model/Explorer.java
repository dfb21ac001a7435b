package hma.master.model;

import hma.protocol.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Visits every world that can be reached, the nearest ones first. */
final class Explorer {
  private static final int NOT_FOUND = -1;

  private final Protocol protocol;
  private long[] lows = new long[1 << 16];
  private long[] highs = new long[1 << 16];
  private int[] parents = new int[1 << 16];
  private int count;

  /** Indexes of worlds plus one, by their hashes. */
  private int[] table = new int[1 << 17];

  private Explorer(Protocol protocol) {
    this.protocol = protocol;
  }

  /**
   * What was found.
   *
   * @param worlds how many were visited
   * @param broken the invariant of the first that breaks one
   * @param trace what leads there, as short as can be
   */
  record Found(int worlds, Broken broken, List<String> trace) {}

  /** Explores from a worker at rest on either side. */
  static Found explore(Rules rules, Bounds bounds) {
    Explorer explorer = new Explorer(new Protocol(rules, bounds));
    for (Side owner : Side.values()) {
      explorer.add(World.atRest(owner, bounds.faults(), rules.ofStandby()), NOT_FOUND);
    }
    return explorer.run();
  }

  private Found run() {
    for (int at = 0; at < count; at++) {
      int index = at;
      World world = world(at);
      Broken broken = Protocol.broken(world);
      if (broken != Broken.NOTHING) {
        return new Found(count, broken, trace(at));
      }
      int[] steps = {0};
      protocol.progress(
          world,
          (next, event, master, side) -> {
            if (!next.equals(world)) {
              steps[0]++;
              add(next, index);
            }
          });
      broken = steps[0] == 0 ? protocol.brokenAtRest(world) : Broken.NOTHING;
      if (broken != Broken.NOTHING) {
        return new Found(count, broken, trace(at));
      }
      protocol.chances(world, (next, event, master, side) -> add(next, index));
    }
    return new Found(count, Broken.NOTHING, List.of());
  }

  private World world(int index) {
    return new World(lows[index], highs[index]);
  }

  private void add(World world, int parent) {
    int slot = slot(world);
    if (table[slot] != 0) {
      return;
    }
    if (count == lows.length) {
      grow();
      slot = slot(world);
    }
    lows[count] = world.low();
    highs[count] = world.high();
    parents[count] = parent;
    count++;
    table[slot] = count;
  }

  /** Where a world is, or is to be. */
  private int slot(World world) {
    long hash = ((world.low() * 0x9E3779B97F4A7C15L) ^ world.high()) * 0xC2B2AE3D27D4EB4FL;
    int mask = table.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (table[slot] != 0 && !isAt(table[slot] - 1, world)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int index, World world) {
    return lows[index] == world.low() && highs[index] == world.high();
  }

  private void grow() {
    lows = Arrays.copyOf(lows, 2 * count);
    highs = Arrays.copyOf(highs, 2 * count);
    parents = Arrays.copyOf(parents, 2 * count);
    table = new int[4 * count];
    for (int index = 0; index < count; index++) {
      table[slot(world(index))] = index + 1;
    }
  }

  private List<String> trace(int last) {
    List<String> trace = new ArrayList<>();
    for (int index = last; parents[index] != NOT_FOUND; index = parents[index]) {
      trace.add(event(world(parents[index]), world(index)));
    }
    Collections.reverse(trace);
    trace.addFirst(
        "the worker runs on the %s".formatted(world(root(last)).side(Field.OWNER).label()));
    return List.copyOf(trace);
  }

  private int root(int index) {
    int root = index;
    while (parents[root] != NOT_FOUND) {
      root = parents[root];
    }
    return root;
  }

  /** The first event that leads from one world to another. */
  private String event(World from, World to) {
    List<String> events = new ArrayList<>();
    List<BiConsumer<World, Moves>> kinds = List.of(protocol::progress, protocol::chances);
    for (BiConsumer<World, Moves> kind : kinds) {
      kind.accept(
          from,
          (next, event, master, side) -> {
            if (next.equals(to)) {
              events.add(event.text(master, side));
            }
          });
    }
    return events.getFirst();
  }
}
