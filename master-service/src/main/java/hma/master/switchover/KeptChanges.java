package hma.master.switchover;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest changes of the fences: whoever has asked for one may look a moment after the next. */
final class KeptChanges {
  private static final int MOST = 16;

  private final Map<String, FenceChangeView> byId = new LinkedHashMap<>();

  /** Takes what is known of one now. */
  synchronized void keep(FenceChangeView change) {
    byId.put(change.id(), change);
    if (byId.size() > MOST) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  synchronized Optional<FenceChangeView> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
