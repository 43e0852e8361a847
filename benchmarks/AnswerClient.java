import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One kept-alive connection of HTTP/1.1, as thin as can be: beside it nothing of a client library
 * is measured. A broken connection ends the benchmark; one that was idle while a long turn beside it
 * went on is made anew, as the service may have closed it.
 */
final class AnswerClient implements AutoCloseable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int port;
  private Socket socket;
  private InputStream in;
  private long usedNanos;
  private final byte[] buffer = new byte[1 << 16];

  private int status;
  private long length;
  private boolean chunked;

  AnswerClient(int port) throws IOException {
    this.port = port;
    connect();
  }

  private void connect() throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    usedNanos = System.nanoTime();
  }

  /** The body of a 200; anything else is an error. */
  byte[] get(String target) throws IOException {
    var body = new java.io.ByteArrayOutputStream(1 << 14);
    if (copy(target, body) != 200) {
      throw new IOException(target + " answered " + status + ": " + body);
    }
    return body.toByteArray();
  }

  /** Copies the body and says the status. */
  int copy(String target, OutputStream to) throws IOException {
    if (System.nanoTime() - usedNanos > IDLE_NANOS) {
      socket.close();
      connect();
    }
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    out.write(
        ("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    readHead();
    if (chunked) {
      long size;
      while ((size = Long.parseLong(line().split(";")[0].trim(), 16)) > 0) {
        copyBytes(size, to);
        line();
      }
      line();
    } else {
      copyBytes(length, to);
    }
    usedNanos = System.nanoTime();
    return status;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void readHead() throws IOException {
    status = Integer.parseInt(line().split(" ")[1]);
    length = 0;
    chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).trim());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The service closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void copyBytes(long size, OutputStream to) throws IOException {
    for (long left = size; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("The service closed the connection within an answer");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }
}
