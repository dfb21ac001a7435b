package hma.master.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that speaks with a running master. */
final class MasterOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "the master; HMA_MASTER_URL, or http://localhost:$PORT, or where nobody answers there this process")
  private Optional<URI> url = Optional.empty();

  @Option(names = "--json", description = "print the API's JSON instead of text")
  private boolean json;

  Optional<URI> url() {
    return url;
  }

  boolean json() {
    return json;
  }
}
