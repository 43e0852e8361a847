package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyScope;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean no good: each gets an answer or is cut off, and everybody else is served. */
@Timeout(120)
class HostileClientTest extends RunningGateway {
  private static final String CHUNKED =
      "POST /ingest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n";

  @Test
  void manyWhoSendSlowlyLeaveRoomForQuestions() throws Exception {
    start();
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      slow.add(connect());
      send(
          slow.get(i),
          "POST /ingest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100\r\n\r\n{");
    }
    HttpRequest health =
        HttpRequest.newBuilder(URI.create(gateway.url() + "/health"))
            .timeout(Duration.ofSeconds(15))
            .build();
    assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(429);
    for (Socket socket : slow) {
      socket.close();
    }
    while (post("/ingest", JSON, EVENT).statusCode() != 202) {
      Thread.onSpinWait();
    }
  }

  /** None of this ever becomes a byte of a body, so that no limit of bodies sees it. */
  @ParameterizedTest
  @ValueSource(strings = {"POST /ingest HTTP/1.1\r\nX: ", CHUNKED, CHUNKED + "1;"})
  void whoKeepsAConnectionBusyWithNothingIsCutOff(String head) throws Exception {
    start("gateway.request_timeout=1s");
    try (Socket socket = connect()) {
      send(socket, head);
      boolean open = true;
      for (int bytes = 0; open; bytes++) {
        assertThat(bytes).as("bytes of nothing that were taken").isLessThan(400);
        try {
          send(socket, "0");
          LockSupport.parkNanos(50_000_000);
        } catch (IOException e) {
          open = false;
        }
      }
    }
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/../ingest",
        "/health;/../ingest",
        "/health/%2e%2e/ingest",
        "/health%2f..%2fingest",
        "//ingest",
        "/ingest/",
        "/ingest;x=y",
        "/%69ngest",
        "/INGEST",
        "/ingest/../ready/../ingest",
        "http://x/health/../ingest",
        "/ingest?key=KEY",
        "/ingest?X-API-Key=KEY&source=app"
      })
  void noPathLeadsPastTheKeys(String path) throws Exception {
    String key = ApiKeys.newKey();
    start("server.auth.keys_file=" + keys(key, KeyScope.INGEST));
    String status =
        status(
            "POST "
                + path.replace("KEY", key)
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + EVENT.length()
                + "\r\nConnection: close\r\n\r\n"
                + EVENT);
    assertThat(status).matches("HTTP/1.1 4\\d\\d");
    assertThat(spooled("app")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  void otherMethodsAreRefused(String method) throws Exception {
    start();
    assertThat(status(method + " /ingest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .matches("HTTP/1.1 (405|501)");
  }

  @Test
  void requestsThatMeanTwoThingsOrAreTooLargeAreRefused() throws Exception {
    start();
    String post = "POST /ingest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    assertThat(status(post + "X: " + "x".repeat(20_000) + "\r\n\r\n")).isEqualTo("HTTP/1.1 431");
    assertThat(status("POST /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .isEqualTo("HTTP/1.1 414");
    for (String lengths :
        List.of(
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Content-Length: 99999999999999999999\r\n")) {
      assertThat(status(post + lengths + "\r\n{}")).as(lengths).matches("HTTP/1.1 4(00|13)");
    }
    assertThat(status("nonsense\r\n\r\n")).isEqualTo("HTTP/1.1 400");
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void nothingInABodyTakesMoreThanItsShare() throws Exception {
    start();
    String deep = "{\"ts\":\"2026-11-27T08:00:00Z\",\"a\":" + "[".repeat(500_000);
    assertThat(post("/ingest", JSON, deep).statusCode()).isEqualTo(422);
    assertThat(post("/ingest", JSON, deep + "]".repeat(500_000) + "}").statusCode()).isEqualTo(422);
    assertThat(post("/ingest/batch", JSON, "[".repeat(1_000_000)).statusCode()).isEqualTo(422);
    byte[] tiny = gzip("{}\n".repeat(Records.MOST + 1));
    assertThat(post("/ingest/batch", NDJSON, "gzip", tiny).statusCode()).isEqualTo(413);
    byte[] bomb = gzip(" ".repeat(65 << 20));
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThat(post("/ingest", JSON, "gzip", bomb).statusCode()).isEqualTo(413);
  }

  @Test
  void anUploadOfNothingButBadRecordsIsNotReadToItsEnd() throws Exception {
    start();
    String lines = "0\n".repeat(BadRecords.MOST_COUNTED + 1_000_000);
    HttpResponse<String> answer = post("/upload", NDJSON, lines);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("detail").asText()).startsWith("100000 of 100000 records");
  }

  @Test
  void connectionsBeyondTheMostWaitForOthersToEnd() throws Exception {
    start();
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < GatewayServer.MOST_CONNECTIONS + 10; i++) {
      idle.add(connect());
    }
    try (Socket last = connect()) {
      send(last, "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      last.setSoTimeout(1_000);
      assertThatThrownBy(() -> last.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      for (Socket socket : idle) {
        socket.close();
      }
      last.setSoTimeout(60_000);
      String answer = new String(last.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void namesThatAreRepeatedForEachRowCountAsWhatIsStored() throws Exception {
    start("gateway.max_upload_unpacked=8MiB");
    StringBuilder names = new StringBuilder("ts,path");
    for (int i = 0; i < 900; i++) {
      names.append(",n").append("n".repeat(100)).append(i);
    }
    String row = "2026-11-27T08:00:00Z,/a" + ",1".repeat(900) + "\n";
    String csv = names + "\n" + row.repeat(200);
    assertThat(csv.length()).isLessThan(1 << 20);
    assertThat(post("/upload", "text/csv", csv).statusCode()).isEqualTo(413);
    assertThat(spooled("app")).isEmpty();
  }

  private Socket connect() throws IOException {
    URI uri = URI.create(gateway.url());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private String status(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }
}
