package hma.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.ReferenceCountUtil;
import io.vertx.pgclient.PgException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of the COPY sub-protocol out of what the server sends and passes everything
 * else on, untouched, to the client's codec behind it, which knows no COPY: <a
 * href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">PostgreSQL,
 * 53.2.6 COPY Operations</a>.
 *
 * <p>Messages may be cut anywhere; nothing is kept of a row. What the client sends while a COPY
 * runs is held back until it is over, except for the message that ends the connection: a server
 * that waits for us to read or write would never see it, so the connection is then closed from
 * here. It is confined to the event loop.
 */
final class CopyFrames extends ChannelDuplexHandler {
  private static final int HEADER_BYTES = 5;
  private static final int LENGTH_BYTES = 4;
  private static final int LONGEST_NOTE = 64 * 1024;

  private @Nullable ChannelHandlerContext context;
  private @Nullable PendingWriteQueue held;
  private @Nullable CopyListener listener;
  private boolean statementSent;
  private @Nullable PgException serverError;

  private int headerBytes;
  private byte type;
  private int remaining;
  private boolean copyMessage;
  private byte @Nullable [] note;
  private int noteBytes;

  private byte[] bytes = new byte[0];
  private int position;
  private int end;
  private int forwardFrom;

  /** Starts to take COPY messages out for a listener. */
  void attach(CopyListener newListener) {
    listener = newListener;
    statementSent = false;
    serverError = null;
  }

  /** Stops to take COPY messages out, and sends what was held back. */
  void detach() {
    listener = null;
    if (!heldBack().isEmpty()) {
      var _ = heldBack().removeAndWriteAll();
      outbound().flush();
    }
  }

  boolean isAttached() {
    return listener != null;
  }

  /** The last error that the server reported since {@link #attach}. */
  @Nullable PgException serverError() {
    return serverError;
  }

  /** Where to write towards the server, past the client's codec; also after the channel closed. */
  ChannelHandlerContext outbound() {
    return Objects.requireNonNull(context, "in no pipeline");
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    held = new PendingWriteQueue(added);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    heldBack().removeAndFailAll(new ClosedChannelException());
  }

  @Override
  public void write(ChannelHandlerContext server, Object message, ChannelPromise promise) {
    if (listener == null || !statementSent) {
      statementSent = true;
      var _ = server.write(message, promise);
    } else if (isClosing(message)) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      var _ = server.close();
    } else {
      heldBack().add(message, promise);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext codec, Object message) {
    if (!(message instanceof ByteBuf in)) {
      codec.fireChannelRead(message);
      return;
    }
    boolean passesOnWhole;
    try {
      load(in);
      while (position < end) {
        readFrame(codec, in);
      }
      passesOnWhole = forwardFrom == 0;
      if (!passesOnWhole) {
        forward(codec, in, end);
      }
    } catch (RuntimeException | Error failure) {
      in.release();
      throw failure;
    }
    if (passesOnWhole) {
      codec.fireChannelRead(in);
    } else {
      in.release();
    }
  }

  /** One copy of all that came is cheaper than to ask the buffer for each of its many rows. */
  private void load(ByteBuf in) {
    end = in.readableBytes();
    position = 0;
    forwardFrom = 0;
    if (bytes.length < end) {
      bytes = new byte[end];
    }
    in.getBytes(in.readerIndex(), bytes, 0, end);
  }

  /** Reads as much of one message as there is. */
  private void readFrame(ChannelHandlerContext codec, ByteBuf in) {
    if (headerBytes < HEADER_BYTES && !readHeader(codec, in)) {
      return;
    }
    int length = Math.min(remaining, end - position);
    readBody(length);
    remaining -= length;
    position += length;
    if (copyMessage) {
      forwardFrom = position;
    }
    if (remaining == 0) {
      headerBytes = 0;
      finishNote();
    }
  }

  /** Whether the header is complete. */
  private boolean readHeader(ChannelHandlerContext codec, ByteBuf in) {
    if (headerBytes == 0) {
      start(codec, in);
    }
    while (headerBytes < HEADER_BYTES && position < end) {
      remaining = (remaining << Byte.SIZE) | Byte.toUnsignedInt(bytes[position++]);
      headerBytes++;
    }
    if (copyMessage) {
      forwardFrom = position;
    }
    if (headerBytes < HEADER_BYTES) {
      return false;
    }
    remaining -= LENGTH_BYTES;
    headerComplete();
    return true;
  }

  private void start(ChannelHandlerContext codec, ByteBuf in) {
    type = bytes[position];
    headerBytes = 1;
    remaining = 0;
    copyMessage = listener != null && isCopyMessage(type);
    if (copyMessage) {
      forward(codec, in, position);
    }
    position++;
  }

  private void headerComplete() {
    CopyListener current = listener;
    if (current == null) {
      return;
    }
    switch (type) {
      case 'H' -> current.sending();
      case 'G' -> current.receiving();
      case 'C', 'E' -> note = new byte[Math.min(remaining, LONGEST_NOTE)];
      default -> {}
    }
    noteBytes = 0;
  }

  private void readBody(int length) {
    CopyListener current = listener;
    byte[] target = note;
    if (type == 'd' && current != null) {
      current.data(bytes, position, length);
    } else if (target != null) {
      int wanted = Math.min(length, target.length - noteBytes);
      System.arraycopy(bytes, position, target, noteBytes, wanted);
      noteBytes += wanted;
    }
  }

  private void finishNote() {
    byte[] content = note;
    note = null;
    if (content == null || listener == null) {
      return;
    }
    if (type == 'E') {
      serverError = ErrorFields.parse(content);
    } else {
      int length = Math.max(content.length - 1, 0);
      listener.completed(new String(content, 0, length, StandardCharsets.UTF_8));
    }
  }

  private void forward(ChannelHandlerContext codec, ByteBuf in, int to) {
    if (to > forwardFrom) {
      codec.fireChannelRead(in.retainedSlice(in.readerIndex() + forwardFrom, to - forwardFrom));
    }
    forwardFrom = to;
  }

  private PendingWriteQueue heldBack() {
    return Objects.requireNonNull(held, "in no pipeline");
  }

  /** The client's Terminate, or the empty buffer that Vert.x flushes before it closes a socket. */
  private static boolean isClosing(Object message) {
    return message instanceof ByteBuf bytes
        && (!bytes.isReadable() || bytes.getByte(bytes.readerIndex()) == 'X');
  }

  private static boolean isCopyMessage(byte type) {
    return type == 'd' || type == 'H' || type == 'G' || type == 'c';
  }
}
