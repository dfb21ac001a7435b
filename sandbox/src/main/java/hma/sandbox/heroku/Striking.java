package hma.sandbox.heroku;

import hma.sandbox.faults.ApiFault.Blow;
import hma.sandbox.faults.CurrentFaults;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Lets go wrong what the faults strike. The request has been read by then: it takes effect, late or
 * not, though its client may be gone.
 */
final class Striking implements Handler<RoutingContext> {
  private final CurrentFaults faults;

  Striking(CurrentFaults faults) {
    this.faults = faults;
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<Blow> blow =
        faults.now().ofApi(context.request().method().name(), context.normalizedPath());
    if (blow.isEmpty()) {
      context.next();
    } else if (blow.get().delay().isZero()) {
      strike(context, blow.get());
    } else {
      context.vertx().setTimer(blow.get().delay().toMillis(), over -> strike(context, blow.get()));
    }
  }

  private static void strike(RoutingContext context, Blow blow) {
    if (blow.hang()) {
      return;
    }
    if (blow.status().isPresent()) {
      ApiRequest.refuse(context, HerokuError.injected(blow.status().get()));
      return;
    }
    if (blow.drop()) {
      ApiRequest.loseAnswer(context);
    }
    ApiRequest.holdAnswer(context, blow.answerDelay());
    context.next();
  }
}
