package hma.sandbox.dyno;

import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * What a dyno is told by its app.
 *
 * @param release the version of the current release
 * @param environment the config vars that a process type sees
 * @param faults what goes wrong on purpose
 */
public record DynoSettings(
    IntSupplier release, Function<String, Map<String, String>> environment, DynoFaults faults) {}
