package hma.master.agent;

import hma.protocol.AgentLimits;
import hma.protocol.AgentPaths;
import hma.protocol.DataCommand;
import hma.protocol.SiteResult;
import hma.signing.SignedResponse;
import hma.sync.RowWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Queue;

/** Writes an import of the agent, two chunks at a time under way. */
final class RemoteWriter implements RowWriter {
  private final RemoteSession session;
  private final String operation;
  private final Queue<Sent> underWay = new ArrayDeque<>();
  private long sent;
  private boolean over;

  private record Sent(AgentRequest request, Future<SignedResponse> answer) {}

  RemoteWriter(RemoteSession session, String operation) {
    this.session = session;
    this.operation = operation;
  }

  @Override
  public void write(Buffer chunk) {
    while (underWay.size() >= AgentLimits.CHUNKS_IN_FLIGHT) {
      awaitOldest();
    }
    AgentRequest request =
        AgentRequest.ofRows(
            HttpMethod.PUT, AgentPaths.importChunk(session.id(), operation, sent), chunk);
    sent++;
    underWay.add(new Sent(request, session.calls().send(request)));
  }

  @Override
  public long finish() {
    while (!underWay.isEmpty()) {
      awaitOldest();
    }
    long rows = session.ask(new DataCommand.FinishImport(sent), SiteResult.Count.class).count();
    over = true;
    return rows;
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    session.end(new DataCommand.AbandonImport());
  }

  private void awaitOldest() {
    Sent oldest = underWay.remove();
    session.calls().exchangeUntilDone(oldest.request(), oldest.answer());
  }
}
