package hma.sync;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The two databases don't match: everything that stands against moving data between them. */
public final class UnfitSchemas extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitSchemas(List<Finding> problems) {
    super(problems.stream().map(Finding::sentence).collect(joining("; ")));
  }
}
