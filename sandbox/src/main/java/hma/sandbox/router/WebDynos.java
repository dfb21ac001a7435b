package hma.sandbox.router;

import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.DynoState;
import hma.sandbox.dyno.Formation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The web dynos of an app at one moment: one that is up, or why there is none; neither while one
 * starts.
 *
 * @param up one that is up, any of them
 * @param none why none will be up soon
 */
record WebDynos(Optional<Dyno> up, Optional<RouterError> none) {
  static WebDynos of(Formation formation) {
    List<Dyno> webs = formation.dynos().stream().filter(dyno -> dyno.plan().web()).toList();
    List<Dyno> up = in(DynoState.UP, webs);
    if (!up.isEmpty()) {
      Dyno any = up.get(ThreadLocalRandom.current().nextInt(up.size()));
      return new WebDynos(Optional.of(any), Optional.empty());
    }
    return new WebDynos(
        Optional.empty(),
        in(DynoState.STARTING, webs).isEmpty() ? Optional.of(reason(webs)) : Optional.empty());
  }

  private static RouterError reason(List<Dyno> webs) {
    if (!in(DynoState.CRASHED, webs).isEmpty()) {
      return RouterError.H10;
    }
    return in(DynoState.IDLE, webs).isEmpty() ? RouterError.H14 : RouterError.H82;
  }

  private static List<Dyno> in(DynoState state, List<Dyno> dynos) {
    return dynos.stream().filter(dyno -> dyno.state() == state).toList();
  }
}
