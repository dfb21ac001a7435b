package hma.master.api;

import hma.master.switchover.StepView;
import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Switchovers;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code GET /api/v1/switchovers/{id}/events}: its steps, each when it begins and when it ends, and
 * what is to be seen of it in between.
 */
final class FollowSwitchover implements Handler<RoutingContext> {
  private static final String END = "end";
  private static final String STARTED = "STARTED";

  private final Switchovers switchovers;
  private final Feeds feeds;

  FollowSwitchover(Switchovers switchovers, Feeds feeds) {
    this.switchovers = switchovers;
    this.feeds = feeds;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = Objects.requireNonNull(context.pathParam("id"));
    String last = EventStream.lastId(context);
    switchovers
        .find(id)
        .onSuccess(found -> follow(context, id, found, last))
        .onFailure(failure -> ApiJson.fail(context, failure));
  }

  private void follow(
      RoutingContext context, String id, Optional<SwitchoverView> found, String last) {
    if (found.isEmpty()) {
      context.fail(Switchovers.unknown(id));
    } else if (last.equals(END)) {
      context.response().setStatusCode(204).end();
    } else {
      feeds.serve(context, new Following(found.get(), told(last)));
    }
  }

  /** How many events of steps a client has; what is no number of ours means none. */
  private static int told(String last) {
    return last.matches("[0-9]{1,6}") ? Integer.parseInt(last) : 0;
  }

  /**
   * Each step has two events, numbered from 1: one when it begins, one when it ends. So they are
   * the same under another master.
   */
  private final class Following implements Feeds.Look {
    private SwitchoverView newest;
    private int told;
    private String shown = "";
    private boolean asking;

    private Following(SwitchoverView first, int told) {
      this.newest = first;
      this.told = told;
    }

    @Override
    public boolean test(EventStream stream) {
      SwitchoverView view = newest;
      tellSteps(stream, view.steps());
      String json = ApiJson.written(view);
      if (view.state().terminal()) {
        stream.send(END, END, json);
        return false;
      }
      if (!json.equals(shown)) {
        stream.send("switchover", null, json);
        shown = json;
      }
      lookAgain();
      return true;
    }

    private void tellSteps(EventStream stream, List<StepView> steps) {
      for (int i = told / 2; i < steps.size(); i++) {
        StepView step = steps.get(i);
        boolean ended = !step.state().equals(STARTED);
        int begun = 2 * i + 1;
        if (told < begun) {
          stream.send(
              "step", String.valueOf(begun), ApiJson.written(ended ? atItsBegin(step) : step));
          told = begun;
        }
        if (ended && told < begun + 1) {
          stream.send("step", String.valueOf(begun + 1), ApiJson.written(step));
          told = begun + 1;
        }
      }
    }

    private void lookAgain() {
      if (asking) {
        return;
      }
      asking = true;
      switchovers
          .find(newest.id())
          .onComplete(answer -> {
            asking = false;
            if (answer.succeeded()) {
              answer.result().ifPresent(view -> newest = view);
            }
          });
    }
  }

  private static StepView atItsBegin(StepView step) {
    return new StepView(step.name(), STARTED, step.startedAt(), 0, null);
  }
}
