package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages that wait for news: told at once, kept while quiet, and never in anybody's way. */
class LivePagesIT extends RunningService {
  private static final int MOST = 256;
  private static final String ASK =
      "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void closeAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @Test
  void eachPageIsToldOfACommit() throws Exception {
    start();
    List<BufferedReader> pages = List.of(page(), page(), page());
    Instant day = Instant.parse("2026-01-02T00:00:00Z");
    lake.commit(new RandomEvents(4).between(day, day.plusSeconds(60), 5));
    for (BufferedReader page : pages) {
      assertThat(next(page, "event:")).isEqualTo("event: cut");
      assertThat(next(page, "data:")).isEqualTo("data: {\"seq\":2}");
    }
  }

  @Test
  void aQuietPageIsKeptByBeats() throws Exception {
    start("server.request_timeout=1s");
    BufferedReader page = page();
    for (int beats = 0; beats < 6; beats++) {
      assertThat(next(page, ":")).contains("beat");
    }
  }

  @Test
  void pagesThatNeverReadKeepNobodyElseWaiting() throws Exception {
    start("server.request_timeout=3s");
    for (int i = 0; i < MOST; i++) {
      page();
    }
    Waiting.until("full", () -> status().contains("503"));
    Instant day = Instant.parse("2026-01-02T00:00:00Z");
    lake.commit(new RandomEvents(4).between(day, day.plusSeconds(60), 5));
    Waiting.until("loaded", () -> client.json("/api/v1/status").at("/meta/cut/seq").asLong() == 2);
    for (int i = 0; i < 50; i++) {
      assertThat(client.get("/api/v1/summary").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void pagesThatLeaveMakeRoom() throws Exception {
    start("server.request_timeout=1s");
    for (int i = 0; i < MOST; i++) {
      page();
    }
    Waiting.until("full", () -> status().contains("503"));
    closeAll();
    Waiting.until("room", () -> status().contains("200"));
  }

  @Test
  void aServiceThatStopsLetsItsPagesGo() throws Exception {
    start();
    BufferedReader page = page();
    service.close();
    service = null;
    String line = page.readLine();
    while (line != null) {
      line = page.readLine();
    }
  }

  /** One that has joined: it is told of what comes from now on. */
  private BufferedReader page() throws IOException {
    BufferedReader in = ask();
    assertThat(in.readLine()).contains("200");
    while (!in.readLine().isEmpty()) {
      // the rest of the head
    }
    return in;
  }

  private String status() throws IOException {
    return ask().readLine();
  }

  private BufferedReader ask() throws IOException {
    Socket socket = connect();
    sockets.add(socket);
    socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next line that begins so; chunk sizes and others are passed over. */
  private static String next(BufferedReader in, String start) throws IOException {
    String line = in.readLine();
    while (!line.startsWith(start)) {
      line = in.readLine();
    }
    return line;
  }
}
