package io.tailwater.queries.command;

import io.javalin.util.JavalinBindException;
import io.tailwater.connectors.lake.config.ListenAddress;
import io.tailwater.connectors.lake.config.ServerConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.queries.QueryService;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the query service until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "The query service: page and HTTP answers over the lake.",
    footer = {"", "  tailwater serve", "  tailwater serve --listen 127.0.0.1:9090"})
public final class ServeCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;
  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Address to listen on, over server.listen; port 0 takes a free one.")
  private String listen;

  private volatile int exitCode = ExitCodes.FAILED;

  @Override
  public Integer call() throws Exception {
    TailwaterConfig loaded =
        listen == null ? config.load() : config.load("server.listen=" + listen);
    ServerConfig server = loaded.server();
    PrintWriter err = spec.commandLine().getErr();
    ListenAddress address = server.listen();
    QueryService service =
        new QueryService(
            loaded.lake().location(),
            server,
            sentence -> {
              err.println(sentence);
              err.flush();
            });
    try {
      service.start();
    } catch (JavalinBindException e) {
      service.close();
      err.println(
          "tailwater: cannot listen on "
              + address
              + ", the port is in use or not allowed; choose another with --listen HOST:PORT");
      return ExitCodes.FAILED;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread onSignal =
        new Thread(
            () -> {
              stop.countDown();
              awaitQuietly(stopped);
              // A stop that was asked for and went well is no failure, but the JVM would say 143.
              Runtime.getRuntime().halt(exitCode);
            },
            "serve-stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    stop.await();
    try {
      service.close();
      exitCode = ExitCodes.DONE;
    } finally {
      stopped.countDown();
    }
    return ExitCodes.DONE;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
