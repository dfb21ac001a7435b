package hma.sandbox.link;

import hma.sandbox.faults.LinkFault;
import hma.sandbox.link.Link.Lane;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/**
 * One connection on a line: holds back each piece until it has arrived, in order. All of it runs on
 * the connection's event loop; what is under way in either direction is bounded by asking for no
 * more bytes, and by telling the writer that it has to wait.
 */
final class LinkHandler extends ChannelDuplexHandler {
  private static final int MOST_UNDER_WAY = 256 * 1024;
  private static final int WRITABILITY = 1;

  private final Link link;
  private final Course in;
  private final Course out;
  private boolean wantsMore;

  LinkHandler(Link link, Lane toServer, Lane toClient) {
    this.link = link;
    this.in = new Course(link, toServer);
    this.out = new Course(link, toClient);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object piece) {
    if (lost(context)) {
      ReferenceCountUtil.release(piece);
      return;
    }
    in.send(
        context,
        bytes(piece),
        () -> {
          context.fireChannelRead(piece);
          if (wantsMore && in.bytes() <= MOST_UNDER_WAY) {
            wantsMore = false;
            context.read();
          }
        });
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (in.bytes() > MOST_UNDER_WAY) {
      wantsMore = true;
    } else {
      context.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    in.send(context, 0, context::fireChannelInactive);
  }

  @Override
  public void write(ChannelHandlerContext context, Object piece, ChannelPromise promise) {
    if (lost(context)) {
      ReferenceCountUtil.release(piece);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    out.send(
        context,
        bytes(piece),
        () -> {
          var _ = context.write(piece, promise);
          tellWriter(context.channel());
        });
    tellWriter(context.channel());
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    out.send(
        context,
        0,
        () -> {
          var _ = context.close(promise);
        });
  }

  private boolean lost(ChannelHandlerContext context) {
    if (link.fault().filter(LinkFault::loses).isEmpty()) {
      return false;
    }
    var _ = context.close();
    return true;
  }

  private void tellWriter(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer != null) {
      buffer.setUserDefinedWritability(WRITABILITY, out.bytes() <= MOST_UNDER_WAY);
    }
  }

  private static int bytes(Object piece) {
    return piece instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
  }
}
