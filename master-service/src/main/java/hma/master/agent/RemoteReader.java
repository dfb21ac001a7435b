package hma.master.agent;

import hma.protocol.AgentLimits;
import hma.protocol.AgentPaths;
import hma.protocol.DataCommand;
import hma.protocol.ExportEnd;
import hma.protocol.Message;
import hma.signing.SignedResponse;
import hma.sync.RowReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Reads an export of the agent, two chunks ahead. */
final class RemoteReader implements RowReader {
  private final RemoteSession session;
  private final String export;
  private final Queue<Asked> ahead = new ArrayDeque<>();
  private long asked;
  private @Nullable ExportEnd end;
  private boolean closed;

  private record Asked(AgentRequest request, Future<SignedResponse> answer) {}

  RemoteReader(RemoteSession session, String export) {
    this.session = session;
    this.export = export;
  }

  @Override
  public @Nullable Buffer next() {
    if (end != null) {
      return null;
    }
    askAhead();
    Asked oldest = ahead.remove();
    SignedResponse answer = session.calls().exchangeUntilDone(oldest.request(), oldest.answer());
    if (isEnd(answer)) {
      end = AgentOperations.content(answer, ExportEnd.class);
      return null;
    }
    askAhead();
    return answer.body();
  }

  @Override
  public long rows() {
    ExportEnd reached = end;
    if (reached == null) {
      throw new IllegalStateException("the export is not over: its rows are not known");
    }
    return reached.rows();
  }

  /** The agent has ended the export by itself when its end was reached. */
  @Override
  public void close() {
    if (closed || end != null) {
      return;
    }
    closed = true;
    session.end(new DataCommand.EndExport());
  }

  private void askAhead() {
    while (ahead.size() < AgentLimits.CHUNKS_IN_FLIGHT) {
      AgentRequest request =
          AgentRequest.of(HttpMethod.GET, AgentPaths.exportChunk(session.id(), export, asked++));
      ahead.add(new Asked(request, session.calls().send(request)));
    }
  }

  private static boolean isEnd(SignedResponse answer) {
    return answer.contentType().equals(Message.JSON);
  }
}
