package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.QueryService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A query service in a JVM of its own, with as little memory as a test gives it. */
public final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final String url;

  private ServiceProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a service; it listens when this returns. */
  public static ServiceProcess start(Path warehouse, String... jvmOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServiceProcess.class.getName(), warehouse.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("http://")) {
        return new ServiceProcess(process, line);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("The service did not start:\n" + said);
  }

  public String url() {
    return url;
  }

  /** The most memory that the process had so far, bytes, native memory included. */
  public long mostMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new AssertionError("The service has ended");
  }

  /** Ends it as kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it end in order, so that it leaves nothing behind. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /** The process: warehouse. */
  public static void main(String[] args) throws Exception {
    try (QueryService service =
        new QueryService(
            LakeLocation.embedded(Path.of(args[0])),
            Services.config("server.memory=64MiB"),
            sentence -> {})) {
      service.start();
      System.out.println(service.url());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
