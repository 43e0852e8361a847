package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.ServiceProcess;
import io.tailwater.queries.testing.Waiting;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export takes the same memory however many rows it has. */
class ExportMemoryIT {
  private static final long HEAP_MIB = 96;

  @TempDir Path directory;

  @Test
  void aSmallHeapExportsMoreThanItHolds() throws Exception {
    export(400_000, 1);
  }

  @Test
  @Tag("long")
  void aSmallHeapExportsTenMillionEvents() throws Exception {
    export(10_000_000, 30);
  }

  private void export(int rows, int days) throws Exception {
    try (LakeFixture lake = new LakeFixture(directory)) {
      lake.commitEvents(
          "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds(i * "
              + days * 86_400_000_000L / rows
              + ") AS ts, 'web' AS service, '/path/' || i AS path, 'GET' AS method,"
              + " 200 AS status, i % 1000 / 3 AS latency_ms, 'Mozilla/5.0 ' || hash(i) || hash(i + 1)"
              + " AS user_agent, 'many' AS source, 's' AS stream, i AS \"offset\" FROM range("
              + rows
              + ") t(i)");
    }
    try (ServiceProcess service = ServiceProcess.start(directory, "-Xmx" + HEAP_MIB + "m")) {
      Client client = new Client(service.url());
      Waiting.until("ready", () -> client.get("/ready").statusCode() == 200);
      for (String format : new String[] {"ndjson", "csv", "parquet"}) {
        long begun = System.nanoTime();
        long[] linesAndBytes = read(service.url() + "/api/v1/export/events?format=" + format);
        System.out.printf(
            "%,d events as %s: %,d bytes in %.1f s, process at most %,d MiB%n",
            rows,
            format,
            linesAndBytes[1],
            (System.nanoTime() - begun) / 1e9,
            service.mostMemory() >> 20);
        if (format.equals("ndjson")) {
          assertThat(linesAndBytes[1]).isGreaterThan(HEAP_MIB << 20);
        }
        if (!format.equals("parquet")) {
          assertThat(linesAndBytes[0]).isEqualTo(rows + (format.equals("csv") ? 1 : 0));
        }
      }
      assertThat(service.mostMemory()).isLessThan(800L << 20);
    }
  }

  private static long[] read(String url) throws Exception {
    long lines = 0;
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofInputStream())
            .body()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return new long[] {lines, bytes};
  }
}
