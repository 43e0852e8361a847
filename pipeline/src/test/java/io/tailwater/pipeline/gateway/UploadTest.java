package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway makes of uploads. */
class UploadTest extends RunningGateway {
  @Test
  void uploadsMayBePackedInSeveralMembers() throws Exception {
    start();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(gzip(EVENT + "\n"));
    packed.write(gzip(EVENT + "\n"));
    byte[] body = packed.toByteArray();
    assertThat(post("/upload", "application/gzip", null, body).statusCode()).isEqualTo(202);
    assertThat(post("/upload", NDJSON, "gzip", body).statusCode()).isEqualTo(202);
    assertThat(post("/upload", NDJSON, EVENT).statusCode()).isEqualTo(202);
    assertThat(spooled("app")).hasSize(5);
  }

  @Test
  void uploadsMayBeCsvWithAFirstLineOfNames() throws Exception {
    start();
    String csv = "ts,path,status,latency_ms\n2026-11-27T08:00:00Z,\"/a,b\",200,12.5\n";
    assertThat(post("/upload", "text/csv; header=present", csv).statusCode()).isEqualTo(202);
    assertThat(post("/upload", "text/csv", "gzip", gzip(csv)).statusCode()).isEqualTo(202);
    HttpResponse<String> bad = post("/upload", "text/csv", csv.replace("200", "1200"));
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(json(bad).get("errors").get(0).get("line").asInt()).isEqualTo(2);
    assertThat(json(bad).get("errors").get(0).get("reason").asText()).isEqualTo("bad_status");
    assertThat(post("/ingest/batch", "text/csv", csv).statusCode()).isEqualTo(415);
    String event =
        "{\"ts\":\"2026-11-27T08:00:00Z\",\"path\":\"/a,b\",\"status\":\"200\",\"latency_ms\":\"12.5\"}";
    assertThat(spooled("app")).containsExactly(event, event);
  }

  @Test
  void aPackedBodyThatIsNotWholeOrNotOnlyGzipIsRefused() throws Exception {
    start();
    byte[] whole = gzip(EVENT + "\n");
    byte[] cut = new byte[whole.length - 5];
    System.arraycopy(whole, 0, cut, 0, cut.length);
    byte[] more = new byte[whole.length + 3];
    System.arraycopy(whole, 0, more, 0, whole.length);
    for (byte[] body : List.of(cut, more, EVENT.getBytes(StandardCharsets.UTF_8), new byte[0])) {
      assertThat(post("/upload", "application/gzip", null, body).statusCode()).isEqualTo(400);
    }
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void aLargeUploadIsASegmentOfItsOwnOrNothing() throws Exception {
    start("gateway.max_unread=1GiB");
    int count = 60_000;
    StringBuilder lines = new StringBuilder();
    StringBuilder csv = new StringBuilder("ts,path\n");
    for (int i = 0; i < count; i++) {
      lines.append(EVENT.replace("/a", "/a/" + i)).append('\n');
      csv.append("2026-11-27T08:00:00Z,\"/b\n/").append(i).append("\"\n");
    }
    HttpResponse<String> bad =
        post("/upload", "application/gzip", null, gzip(lines + "{}\n" + EVENT + "\nx"));
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(json(bad).get("detail").asText()).startsWith("2 of 60003 records");
    assertThat(json(bad).get("errors").get(0).get("index").asInt()).isEqualTo(count);
    assertThat(json(bad).get("errors").get(1).get("line").asInt()).isEqualTo(count + 3);
    HttpResponse<String> broken = post("/upload", "text/csv", csv + "1\n");
    assertThat(json(broken).get("errors").get(0).get("index").asInt()).isEqualTo(count);
    assertThat(json(broken).get("errors").get(0).get("line").asInt()).isEqualTo(2 * count + 2);
    assertThat(spooled("app")).isEmpty();
    assertThat(directory.resolve("spool/app")).isDirectoryNotContaining("glob:**.new");

    HttpResponse<String> good = post("/upload", "application/gzip", null, gzip("" + lines));
    assertThat(json(good).get("accepted").asInt()).isEqualTo(count);
    assertThat(post("/upload", "text/csv", "" + csv).statusCode()).isEqualTo(202);
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(202);
    List<String> spooled = spooled("app");
    assertThat(spooled).hasSize(2 * count + 1);
    assertThat(String.join("\n", spooled.subList(0, count)) + "\n").isEqualTo("" + lines);
    assertThat(spooled.get(2 * count - 1)).contains("/b\\u000a/" + (count - 1) + "\"");
    assertThat(spooled.get(2 * count)).isEqualTo(EVENT);
    assertThat(directory.resolve("spool/app")).isDirectoryNotContaining("glob:**.new");
  }
}
