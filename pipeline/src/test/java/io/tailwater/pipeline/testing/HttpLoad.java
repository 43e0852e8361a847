package io.tailwater.pipeline.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests {@code /NAME/0}, {@code /NAME/1}, … at a steady rate over one connection that is kept
 * open, one after the other, and counts the responses that came back whole.
 */
public final class HttpLoad implements AutoCloseable {
  private static final byte[] END_OF_ANSWER = "\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final Socket socket;
  private final InputStream in;
  private final long pauseNanos;
  private final long deadline;
  private final Thread client;
  // Fair, or the client would take it back before whoever wants it to pause could have it.
  private final ReentrantLock connection = new ReentrantLock(true);
  private volatile boolean stopped;
  private volatile Throwable failure;
  private volatile long responses;

  /** Starts; the load ends by itself after {@code longest}. */
  public HttpLoad(InetSocketAddress server, String name, int perSecond, Duration longest) {
    this.name = name;
    this.pauseNanos = 1_000_000_000L / perSecond;
    this.deadline = System.nanoTime() + longest.toNanos();
    try {
      this.socket = new Socket(server.getAddress(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
      this.in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.client = new Thread(this::request, "load-" + name);
    client.start();
  }

  /**
   * Does something while no request is under way and every line of the requests so far is written:
   * a worker that has answered the next request of a connection has logged the one before.
   */
  public void pausedWhile(Runnable action) {
    connection.lock();
    try {
      answered(Nginx.UNLOGGED);
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      connection.unlock();
    }
  }

  /** Stops after the request under way and returns how many responses came back in all. */
  public long stop() {
    stopped = true;
    try {
      client.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw new AssertionError("Load " + name + " broke off after " + responses, failure);
    }
    return responses;
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    socket.close();
  }

  private void request() {
    try {
      long next = System.nanoTime();
      while (!stopped && System.nanoTime() < deadline) {
        connection.lock();
        try {
          answered("/" + name + "/" + responses);
          responses++;
        } finally {
          connection.unlock();
        }
        next = Math.max(next + pauseNanos, System.nanoTime() - 100 * pauseNanos);
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void answered(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: load\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    int matched = 0;
    while (matched < END_OF_ANSWER.length) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("The server closed the connection before it answered " + path);
      }
      if (read == END_OF_ANSWER[matched]) {
        matched++;
      } else {
        matched = read == '\r' ? 1 : 0;
      }
    }
  }
}
