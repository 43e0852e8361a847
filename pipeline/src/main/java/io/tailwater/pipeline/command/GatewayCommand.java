package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.gateway.Gateway;
import io.tailwater.pipeline.job.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway}: takes events over HTTP, beside a job that commits them. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "Take events over HTTP; a job beside it commits them.",
    footer = {
      "",
      "Example:",
      "  tailwater gateway --set sources.0.id=app --set sources.0.type=http",
      "  curl -H 'Content-Type: application/json' -d '{\"ts\": \"2026-11-27T08:00:00Z\"}'"
          + " http://127.0.0.1:8081/ingest"
    })
public final class GatewayCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    TailwaterConfig loaded = config.load().config();
    if (!Gateway.isConfigured(loaded)) {
      throw new IllegalArgumentException(
          "No source of type http and no topic with gateway: true is configured: give --set"
              + " sources.0.id=app --set sources.0.type=http, or write a tailwater.yaml");
    }
    StopSignal stop = StopSignal.install();
    try (Gateway gateway = Gateway.start(loaded)) {
      System.err.println("taking events at " + gateway.url());
      stop.await();
    }
    return ExitCodes.DONE;
  }
}
