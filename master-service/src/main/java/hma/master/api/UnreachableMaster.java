package hma.master.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** No master answered at an address; whether it got the request is not known. */
public final class UnreachableMaster extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableMaster(URI master, String why, @Nullable Throwable cause) {
    super(
        "no master answers at "
            + master
            + " ("
            + why
            + "): check --url or HMA_MASTER_URL, and whether it runs",
        cause);
  }

  /** The same, where this process could not be the master either. */
  public UnreachableMaster(UnreachableMaster nobody, String whyNotHere) {
    super(nobody.getMessage() + "; " + whyNotHere, nobody);
  }
}
