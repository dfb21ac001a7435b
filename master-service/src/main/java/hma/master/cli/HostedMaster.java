package hma.master.cli;

import io.vertx.core.Future;
import java.net.URI;

/** A master in this process, for one command. */
public interface HostedMaster {
  /** Where it answers, on this machine alone. */
  URI address();

  /** Ends it once nothing is under way any more, and all is told. */
  Future<?> finish();
}
