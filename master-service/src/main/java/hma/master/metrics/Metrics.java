package hma.master.metrics;

import hma.master.heroku.CallListener;
import hma.master.switchover.Event;
import hma.signing.UnsignedResponse;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;

/** Everything that one master counts and shows; docs/metrics.md lists it. */
public final class Metrics {
  /** Of the database's client, which measures each statement of its own. */
  private static final String SQL_CLIENT = "sql";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final InstantSource clock;
  private final RunMeters runs;
  private final HerokuMeters heroku;
  private final RefusalMeters refusals;

  /** Has counted nothing. */
  public Metrics(InstantSource clock) {
    this.clock = clock;
    // Nanoseconds, and a count that is none: both are against Prometheus' rules for names.
    registry
        .config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    this.runs = new RunMeters(registry);
    this.heroku = new HerokuMeters(registry);
    this.refusals = new RefusalMeters(registry);
  }

  /**
   * Counts requests, connections and pools of a Vert.x. By status only: whoever sends a request
   * chooses its method and its path, and each new one would be a series for ever.
   */
  public VertxBuilder equip(VertxBuilder builder) {
    MicrometerMetricsOptions options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setLabels(Set.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME))
            .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
            .addDisabledMetricsCategory(MetricsDomain.DATAGRAM_SOCKET)
            .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
            // Ours counts requests: theirs fails, and logs it, for each that a lost client has
            // sent.
            .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER)
            .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
            .addDisabledMetricsCategory(MetricsDomain.VERTICLES)
            .addDisabledMetricsCategory(SQL_CLIENT);
    return builder.withMetrics(
        new MicrometerMetricsFactory(registry) {
          @Override
          public VertxMetrics metrics(VertxOptions vertxOptions) {
            return super.metrics(new VertxOptions(vertxOptions).setMetricsOptions(options));
          }
        });
  }

  /** Counts what happens. */
  public Consumer<Event> events() {
    return runs;
  }

  /** Counts calls to Heroku. */
  public CallListener calls() {
    return heroku;
  }

  /** Counts signatures that did not hold. */
  public Consumer<UnsignedResponse> distrusted() {
    return refusals::distrusted;
  }

  /**
   * What answers {@code GET /metrics}.
   *
   * @param watched what is told of besides
   */
  public Handler<RoutingContext> route(Watched watched) {
    registry.getPrometheusRegistry().register(new StatusCollector(watched, runs, clock));
    return new MetricsRoute(registry);
  }

  /** What every request passes before it is answered: counts those that are refused. */
  public Handler<RoutingContext> watching() {
    return refusals::watch;
  }

  /** Measures the JVM and its process from now on; takes some hundredths of a second. */
  public void measureProcess() {
    new JvmMeters(registry).bind();
  }
}
