package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An nginx of its own: answers everything, and logs {@code /NAME/…} to {@code NAME/access.log} in
 * its directory in the combined format. {@link #UNLOGGED} is not logged.
 */
public final class Nginx implements AutoCloseable {
  /** A path that leaves no line. */
  public static final String UNLOGGED = "/unlogged";

  private static final int PORTS_TRIED = 5;

  private final Path directory;
  private final Process process;
  private final InetSocketAddress address;

  private Nginx(Path directory, Process process, InetSocketAddress address) {
    this.directory = directory;
    this.process = process;
    this.address = address;
  }

  /** Starts it and waits until it answers. */
  public static Nginx start(Path directory, List<String> names) {
    try {
      for (String name : names) {
        Files.createDirectories(directory.resolve(name));
      }
      for (int attempt = 1; ; attempt++) {
        InetSocketAddress address = freeAddress();
        Nginx nginx = new Nginx(directory, launch(directory, names, address), address);
        if (nginx.answers()) {
          return nginx;
        }
        if (attempt == PORTS_TRIED) {
          throw new AssertionError(
              "No start:\n" + Files.readString(directory.resolve("nginx.out")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  public Path log(String name) {
    return directory.resolve(name).resolve("access.log");
  }

  /**
   * A shell command that makes nginx open its logs anew, and comes back when no worker holds the
   * log any longer that was renamed: the signal alone is only a request.
   */
  public String reopenCommand(String name) {
    return ("m=$(cat %s/nginx.pid); kill -USR1 $m; n=0;"
            + " for w in $(cat /proc/$m/task/$m/children); do"
            + " while [ $n -lt 3000 ] && readlink /proc/$w/fd/* | grep -q '^%s[-.]';"
            + " do n=$((n+1)); sleep 0.01; done; done; [ $n -lt 3000 ]")
        .formatted(directory, log(name));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("nginx still runs 30 s after SIGTERM");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean answers() throws IOException {
    while (process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(address);
        return true;
      } catch (IOException e) {
        waitFor(20);
      }
    }
    return false;
  }

  private void waitFor(long millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }

  private static Process launch(Path directory, List<String> names, InetSocketAddress address)
      throws IOException {
    Path config = directory.resolve("nginx.conf");
    Files.writeString(config, config(directory, names, address));
    return new ProcessBuilder(
            Programs.path("nginx").toString(), "-p", directory.toString(), "-c", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(Redirect.to(directory.resolve("nginx.out").toFile()))
        .start();
  }

  private static String config(Path directory, List<String> names, InetSocketAddress address) {
    // Workers open the logs anew by themselves, so they must be able to reach the directory.
    String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
    String built = Programs.run(directory, Programs.path("nginx").toString(), "-V");
    String scratch =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .filter(name -> !built.contains("--without-http_" + name + "_module"))
            .map(name -> name + "_temp_path " + directory.resolve(name) + ";\n")
            .collect(Collectors.joining());
    String locations =
        names.stream()
            .map(
                name ->
                    "location /%s/ { access_log %s/%s/access.log combined; return 200 ok; }%n"
                        .formatted(name, directory, name))
            .collect(Collectors.joining());
    return """
        daemon off;
        worker_processes 2;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        %2$sevents { worker_connections 256; }
        http {
        access_log off;
        %3$sserver {
        listen %4$s:%5$d;
        keepalive_requests 1000000000;
        keepalive_timeout 600s;
        location / { return 200 ok; }
        %6$s}
        }
        """
        .formatted(
            directory,
            user,
            scratch,
            address.getAddress().getHostAddress(),
            address.getPort(),
            locations);
  }
}
