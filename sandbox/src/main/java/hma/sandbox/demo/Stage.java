package hma.sandbox.demo;

import hma.config.Secret;
import hma.protocol.Side;
import java.net.URI;
import java.nio.file.Path;

/**
 * What the demo has to know of the running sandbox.
 *
 * @param master where the master's API is
 * @param sharedKey what its tokens are derived from
 * @param masterDatabase of the side that is active at first
 * @param slaveDatabase of the other side
 * @param records where the workers' records are
 * @param expectedRows how many rows a full copy moves, about
 */
record Stage(
    URI master,
    Secret sharedKey,
    JdbcAddress masterDatabase,
    JdbcAddress slaveDatabase,
    Path records,
    long expectedRows) {
  /** The database of a side. */
  JdbcAddress database(Side side) {
    return switch (side) {
      case MASTER -> masterDatabase;
      case SLAVE -> slaveDatabase;
    };
  }
}
