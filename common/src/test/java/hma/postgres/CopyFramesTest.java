package hma.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyFramesTest {
  private static final long SEED = 20_261_123;

  @Test
  void takesOutCopyMessagesHoweverTheBytesAreCut() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      // Given
      Script script = new Script(random);
      Recorder recorder = new Recorder();
      CopyFrames frames = new CopyFrames();
      EmbeddedChannel channel = new EmbeddedChannel(frames);
      frames.attach(recorder);

      // When
      byte[] sent = script.sent.toByteArray();
      for (int start = 0; start < sent.length; ) {
        int length = 1 + random.nextInt(Math.min(12, sent.length - start));
        channel.writeInbound(Unpooled.copiedBuffer(sent, start, length));
        start += length;
      }

      // Then
      assertThat(recorder.data.toByteArray())
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(script.copied.toByteArray());
      assertThat(passedOn(channel))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(script.others.toByteArray());
      assertThat(recorder.tags).isEqualTo(script.tags);
      channel.finishAndReleaseAll();
    }
  }

  @Test
  void passesEverythingOnUntouchedWhileNoCopyRuns() {
    // Given
    EmbeddedChannel channel = new EmbeddedChannel(new CopyFrames());
    ByteBuf sent = Unpooled.copiedBuffer(new byte[] {'d', 0, 0, 0, 5, 1, 'Z', 0, 0, 0, 5, 'I'});

    // When
    channel.writeInbound(sent);

    // Then
    ByteBuf passed = channel.readInbound();
    assertThat(passed).isSameAs(sent);
    assertThat(passed.readableBytes()).isEqualTo(12);
    passed.release();
    channel.finishAndReleaseAll();
  }

  @Test
  void readsTheServersLastErrorWithItsFields() {
    // Given
    CopyFrames frames = new CopyFrames();
    EmbeddedChannel channel = new EmbeddedChannel(frames);
    frames.attach(new Recorder());
    byte[] fields =
        "SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0".getBytes(StandardCharsets.UTF_8);

    // When
    channel.writeInbound(
        Unpooled.buffer().writeByte('E').writeInt(4 + fields.length).writeBytes(fields));

    // Then
    assertThat(frames.serverError())
        .hasMessage("FATAL: terminating connection (57P01)")
        .extracting("sqlState", "severity")
        .containsExactly("57P01", "FATAL");
    channel.finishAndReleaseAll();
  }

  private static byte[] passedOn(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  /** Messages of a server in random order, and what has to become of them. */
  private static final class Script {
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final ByteArrayOutputStream copied = new ByteArrayOutputStream();
    final ByteArrayOutputStream others = new ByteArrayOutputStream();
    final List<String> tags = new ArrayList<>();

    Script(Random random) throws IOException {
      int messages = 1 + random.nextInt(20);
      for (int message = 0; message < messages; message++) {
        char type = "dddHcNSCZ".charAt(random.nextInt(9));
        if (type == 'C') {
          String tag = "COPY " + random.nextInt(100_000);
          tags.add(tag);
          add(type, (tag + "\0").getBytes(StandardCharsets.UTF_8));
        } else {
          byte[] content = new byte[random.nextInt(30)];
          random.nextBytes(content);
          add(type, content);
        }
      }
    }

    private void add(char type, byte[] content) throws IOException {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(message);
      out.writeByte(type);
      out.writeInt(4 + content.length);
      out.write(content);
      message.writeTo(sent);
      if (type == 'd') {
        copied.write(content);
      } else if (type != 'H' && type != 'c') {
        message.writeTo(others);
      }
    }
  }

  private static final class Recorder implements CopyListener {
    final ByteArrayOutputStream data = new ByteArrayOutputStream();
    final List<String> tags = new ArrayList<>();

    @Override
    public void sending() {}

    @Override
    public void receiving() {}

    @Override
    public void data(byte[] bytes, int offset, int length) {
      data.write(bytes, offset, length);
    }

    @Override
    public void completed(String tag) {
      tags.add(tag);
    }
  }
}
