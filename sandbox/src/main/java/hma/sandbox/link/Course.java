package hma.sandbox.link;

import hma.sandbox.faults.LinkFault;
import hma.sandbox.link.Link.Lane;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is under way in one direction of one connection; it arrives in the order of sending. */
final class Course {
  /** So soon it is noticed that the faults were replaced, and what is under way need not wait. */
  private static final long GLANCE_NANOS = 100_000_000;

  private final Link link;
  private final Lane lane;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private int bytes;

  /** A piece, what the line was like when it was sent, when it arrives and what that does. */
  private record Piece(Optional<LinkFault> line, long arrival, int bytes, Runnable arrive) {}

  Course(Link link, Lane lane) {
    this.link = link;
    this.lane = lane;
  }

  /** How many bytes are under way. */
  int bytes() {
    return bytes;
  }

  /** Lets a piece arrive in its time: at once where no fault holds it back. */
  void send(ChannelHandlerContext context, int length, Runnable arrive) {
    Optional<LinkFault> line = link.fault();
    long arrival = line.map(bad -> lane.arrival(bad, length)).orElseGet(System::nanoTime);
    Piece piece = new Piece(line, arrival, length, arrive);
    if (pieces.isEmpty() && due(piece)) {
      arrive.run();
      return;
    }
    bytes += length;
    pieces.add(piece);
    if (pieces.size() == 1) {
      awaitFirst(context, piece);
    }
  }

  private void awaitFirst(ChannelHandlerContext context, Piece first) {
    long wait = Math.clamp(first.arrival - System.nanoTime(), 0, GLANCE_NANOS);
    var _ = context.executor().schedule(() -> arrivals(context), wait, TimeUnit.NANOSECONDS);
  }

  private void arrivals(ChannelHandlerContext context) {
    Piece first = pieces.peek();
    while (first != null && due(first)) {
      bytes -= first.bytes;
      first.arrive.run();
      pieces.remove();
      first = pieces.peek();
    }
    context.fireChannelReadComplete();
    context.flush();
    if (first != null) {
      awaitFirst(context, first);
    }
  }

  private boolean due(Piece piece) {
    return piece.arrival - System.nanoTime() <= 0 || !piece.line.equals(link.fault());
  }
}
