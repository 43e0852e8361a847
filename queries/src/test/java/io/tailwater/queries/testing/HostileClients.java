package io.tailwater.queries.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that mean no good, each of a kind drawn from a seed. Those that trickle are sent a
 * byte again and again until all are closed.
 */
public final class HostileClients implements AutoCloseable {
  private static final String HEAD = "GET /api/v1/summary HTTP/1.1\r\nHost: localhost\r\n";
  private static final List<String> TRICKLES =
      List.of(
          HEAD + "X: ",
          "POST /session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nkey=",
          "POST /session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;");

  private final int port;
  private final Random random;
  private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Socket> trickling = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread pump = new Thread(this::trickle, "trickle");

  public HostileClients(int port, long seed) {
    this.port = port;
    this.random = new Random(seed);
    pump.setDaemon(true);
    pump.start();
  }

  /** One more connection. */
  public void connect() throws IOException {
    int kind = random.nextInt(8);
    Socket socket = new Socket();
    if (kind == 0) {
      socket.setReceiveBufferSize(1);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    open.add(socket);
    try {
      switch (kind) {
        case 0 -> send(socket, asked("/api/v1/openapi.json").repeat(20));
        case 1 -> {}
        case 2, 3 -> {
          send(socket, TRICKLES.get(random.nextInt(TRICKLES.size())));
          trickling.add(socket);
        }
        case 4 -> {
          send(socket, asked("/api/v1/latency?exact=true&from=2026-01-01&to=2026-01-02"));
          abort(socket);
        }
        case 5 -> {
          send(socket, HEAD);
          abort(socket);
        }
        case 6 -> {
          byte[] garbage = new byte[1 + random.nextInt(5_000)];
          random.nextBytes(garbage);
          socket.getOutputStream().write(garbage);
        }
        default -> send(socket, HEAD + "X: " + "x".repeat(17_000 + random.nextInt(50_000)));
      }
    } catch (IOException e) {
      // The service is free to close any of them at any moment.
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed.set(true);
    for (Socket socket : open) {
      socket.close();
    }
  }

  private static String asked(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static void abort(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void trickle() {
    while (!closed.get()) {
      for (Socket socket : trickling) {
        try {
          socket.getOutputStream().write('0');
        } catch (IOException e) {
          trickling.remove(socket);
        }
      }
      LockSupport.parkNanos(500_000_000);
    }
  }
}
