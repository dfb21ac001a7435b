package hma.signing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A plain socket to a server: it sends any bytes and reads HTTP/1.1 answers with a length. */
final class RawConnection implements AutoCloseable {
  /** So that a server that never answers fails a test instead of hanging it. */
  private static final int READ_LIMIT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** One answer. */
  record Answer(int status, MultiMap headers, String body) {}

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_LIMIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static Answer exchange(int port, Buffer request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      return connection.read();
    }
  }

  void send(Buffer bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes());
    socket.getOutputStream().flush();
  }

  Answer read() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    String length = headers.get("content-length");
    byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  /** Whether some byte of an answer is already here; does not wait. */
  boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  /** Whether the server has closed the connection; waits for a byte or the end. */
  boolean isAtEnd() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = in.read(); letter != '\n'; letter = in.read()) {
      if (letter < 0) {
        throw new EOFException("the connection was closed instead of an answer");
      }
      line.append((char) letter);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
