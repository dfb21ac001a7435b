package hma.master.metrics;

import hma.master.heroku.CallListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times calls of the Platform API. */
final class HerokuMeters implements CallListener {
  private final MeterRegistry registry;

  HerokuMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(Attempt attempt) {
    Timer.builder("hma.heroku.call")
        .description(
            "Requests to Heroku's Platform API, each attempt by itself; the status is 0 where no"
                + " complete answer came.")
        .tag("app", attempt.app())
        .tag("operation", attempt.operation())
        .tag("status", Integer.toString(attempt.status()))
        .register(registry)
        .record(attempt.took());
  }
}
