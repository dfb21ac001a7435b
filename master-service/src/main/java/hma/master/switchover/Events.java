package hma.master.switchover;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who watch what happens; none of them can hinder it. */
public final class Events {
  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private final List<Consumer<Event>> observers = new CopyOnWriteArrayList<>();

  /**
   * From now on somebody more is told.
   *
   * @param observer returns at once, on whatever thread; what it throws is logged
   */
  public void observedBy(Consumer<Event> observer) {
    observers.add(observer);
  }

  /** Tells all of them, in the order in which things happen. */
  void tell(Event event) {
    for (Consumer<Event> observer : observers) {
      try {
        observer.accept(event);
      } catch (RuntimeException failure) {
        log.atWarn().setCause(failure).log("somebody who watches could not be told");
      }
    }
  }
}
