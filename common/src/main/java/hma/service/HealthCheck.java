package hma.service;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One thing a service needs in order to work.
 *
 * @param name as it reads in the answer
 * @param probe looks; its future fails when the thing is not there
 */
public record HealthCheck(String name, Supplier<? extends Future<?>> probe) {}
