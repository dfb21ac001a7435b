package hma.sandbox.router;

import hma.sandbox.dyno.AppLog;
import hma.sandbox.dyno.Formation;
import java.util.function.BooleanSupplier;

/**
 * What the router asks of an app.
 *
 * @param formation its dynos
 * @param maintenance whether maintenance mode is on
 * @param log where errors are written
 */
public record RoutedApp(Formation formation, BooleanSupplier maintenance, AppLog log) {}
