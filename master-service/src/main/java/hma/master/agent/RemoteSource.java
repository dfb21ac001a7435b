package hma.master.agent;

import hma.sync.Source;

/** A view that a session of the agent holds open. */
final class RemoteSource extends RemoteSide implements Source {
  RemoteSource(RemoteSession session) {
    super(session);
  }
}
