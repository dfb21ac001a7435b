package hma.sandbox.dyno;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A clock of its own for a process: libfaketime, which stands between it and the system's calls
 * that tell the time. Nothing else shifts the clock of a program that was not written for it.
 */
public final class FakeClock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

  private FakeClock() {}

  /** Where the library is, if it is installed. */
  public static Optional<Path> library() {
    return PLACES.stream()
        .filter(Files::isDirectory)
        .flatMap(FakeClock::withItsFolders)
        .map(folder -> folder.resolve(LIBRARY))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** The environment of a process whose clock is ahead: waiting and measuring go on as before. */
  public static Map<String, String> environment(Duration ahead) {
    if (ahead.isZero()) {
      return Map.of();
    }
    String shift = String.format(Locale.ROOT, "%+.3f", ahead.toMillis() / 1000.0);
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow().toString(),
        "FAKETIME",
        shift,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Its correction for other C libraries lets a JVM's timed waits end at once, again and
        // again.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static Stream<Path> withItsFolders(Path place) {
    try (Stream<Path> entries = Files.list(place)) {
      List<Path> folders = entries.filter(Files::isDirectory).toList();
      return Stream.concat(Stream.of(place), folders.stream());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
