package hma.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A web dyno for tests: the path says how it behaves, well or badly. */
public final class WebProgram {
  private static final int CHUNK = 64 * 1024;

  private WebProgram() {}

  /** The command that runs it as a dyno. */
  public static String command() {
    return "exec java -Xmx32m -XX:TieredStopAtLevel=1 -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + WebProgram.class.getName();
  }

  /** Listens on {@code PORT}, in the environment. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    try (ServerSocket server = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      while (true) {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
      boolean keep = true;
      while (keep) {
        String head = head(in);
        keep = !head.isEmpty() && behave(head, in, out);
        out.flush();
      }
    } catch (IOException | InterruptedException broken) {
      System.out.println("connection broken: " + broken.getMessage());
    }
  }

  /** Answers; false when the connection is to be closed then. */
  private static boolean behave(String head, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    String path = head.split(" ", 3)[1].replaceFirst("\\?.*", "");
    switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "ready" -> text(out, 200, "ready");
      case "head" -> text(out, 200, head);
      case "note" -> {
        System.out.println("noted");
        text(out, 200, "noted");
      }
      case "time" -> text(out, 200, Instant.now().toString());
      case "environment" -> text(out, 200, String.join("\n", System.getenv().keySet()));
      case "count" -> text(out, 200, Long.toString(count(head, in)));
      case "big" -> big(out);
      case "close" -> System.out.println("closing without an answer");
      case "early" -> early(out);
      case "stall", "silent" -> forever();
      case "pause" -> pause(out);
      case "partial" ->
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes!"
                  .getBytes(StandardCharsets.US_ASCII));
      case "crash" -> Runtime.getRuntime().halt(3);
      default -> text(out, 404, "no such behaviour");
    }
    return !path.endsWith("/close") && !path.endsWith("/partial");
  }

  private static void early(OutputStream out) throws IOException, InterruptedException {
    text(out, 401, "no");
    out.flush();
    forever();
  }

  private static void pause(OutputStream out) throws IOException, InterruptedException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes!"
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    forever();
  }

  private static void forever() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void big(OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Length: " + 800L * CHUNK + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 800; i++) {
      out.write(chunk);
    }
  }

  private static long count(String head, InputStream in) throws IOException {
    String field = "content-length: ";
    String lower = head.toLowerCase(Locale.ROOT);
    int start = lower.indexOf(field) + field.length();
    long left = Long.parseLong(lower.substring(start, lower.indexOf("\r\n", start)).strip());
    long total = 0;
    byte[] chunk = new byte[CHUNK];
    while (total < left) {
      int read = in.read(chunk);
      if (read < 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  private static void text(OutputStream out, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 %d Said\r\nContent-Length: %d\r\n\r\n".formatted(status, body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    List<Integer> end = List.of((int) '\r', (int) '\n', (int) '\r', (int) '\n');
    int matched = 0;
    while (matched < end.size()) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      matched = next == end.get(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
