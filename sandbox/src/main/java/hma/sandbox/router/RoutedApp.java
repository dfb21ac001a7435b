package hma.sandbox.router;

import hma.sandbox.dyno.AppLog;
import hma.sandbox.dyno.Formation;
import hma.sandbox.faults.CurrentFaults;
import java.util.function.BooleanSupplier;

/**
 * What the router asks of an app.
 *
 * @param name its name
 * @param formation its dynos
 * @param maintenance whether maintenance mode is on
 * @param log where errors are written
 * @param faults what goes wrong on purpose
 */
public record RoutedApp(
    String name,
    Formation formation,
    BooleanSupplier maintenance,
    AppLog log,
    CurrentFaults faults) {}
