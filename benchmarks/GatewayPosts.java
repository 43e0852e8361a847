import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code append FILE SECONDS}: one event after the other to a file, each forced to the disk. {@code
 * post PORT CLIENTS SECONDS}: one event a post, each client on a connection of its own that is kept
 * open, the next post once the last was answered with 202. Prints events a second and how long one
 * took, milliseconds: median and 99th percentile.
 */
final class GatewayPosts {
  private static final int MOST = 10_000_000;

  private GatewayPosts() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("append")) {
      print(append(Path.of(args[1]), seconds(args[2])), Integer.parseInt(args[2]));
    } else {
      int clients = Integer.parseInt(args[2]);
      post(Integer.parseInt(args[1]), clients, 2_000_000_000L);
      print(post(Integer.parseInt(args[1]), clients, seconds(args[3])), Integer.parseInt(args[3]));
    }
  }

  private static long seconds(String text) {
    return Integer.parseInt(text) * 1_000_000_000L;
  }

  private static byte[] event(long number) {
    return ("{\"ts\":\""
            + Instant.now()
            + "\",\"method\":\"GET\",\"path\":\"/shop/item/"
            + number
            + "\",\"status\":200,\"bytes\":512,\"latency_ms\":12.5}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static long[] append(Path path, long nanos) throws IOException {
    long[] took = new long[MOST];
    int count = 0;
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (long end = System.nanoTime() + nanos; System.nanoTime() < end; count++) {
        long begin = System.nanoTime();
        ByteBuffer bytes = ByteBuffer.wrap(event(count));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(false);
        took[count] = System.nanoTime() - begin;
      }
    }
    return Arrays.copyOf(took, count);
  }

  private static long[] post(int port, int clients, long nanos)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    long end = System.nanoTime() + nanos;
    List<Future<long[]>> parts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      parts.add(threads.submit(() -> client(port, end)));
    }
    long[] all = {};
    for (Future<long[]> part : parts) {
      long[] more = part.get();
      int before = all.length;
      all = Arrays.copyOf(all, before + more.length);
      System.arraycopy(more, 0, all, before, more.length);
    }
    threads.shutdown();
    return all;
  }

  private static long[] client(int port, long end) throws IOException {
    long[] took = new long[1024];
    int count = 0;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (System.nanoTime() < end) {
        long begin = System.nanoTime();
        byte[] body = event(count);
        byte[] head =
            ("POST /ingest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        answered(in);
        if (count == took.length) {
          took = Arrays.copyOf(took, count * 2);
        }
        took[count++] = System.nanoTime() - begin;
      }
    }
    return Arrays.copyOf(took, count);
  }

  private static void answered(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 202")) {
      throw new IOException("Want 202, got " + status);
    }
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase().startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The gateway closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void print(long[] took, int seconds) {
    Arrays.sort(took);
    System.out.printf(
        "%.0f %.2f %.2f%n",
        (double) took.length / seconds,
        took[took.length / 2] / 1e6,
        took[(int) (took.length * 0.99)] / 1e6);
  }
}
