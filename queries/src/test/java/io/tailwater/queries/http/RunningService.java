package io.tailwater.queries.http;

import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A service over a small lake, on a port of loopback. */
abstract class RunningService {
  @TempDir Path directory;
  LakeFixture lake;
  QueryService service;
  Client client;

  /** Starts it, with some values of the configuration. */
  final void start(String... sets) throws Exception {
    lake = new LakeFixture(directory.resolve("lake"));
    Instant day = Instant.parse("2026-01-01T00:00:00Z");
    lake.commit(new RandomEvents(3).between(day, day.plusSeconds(86_400), 500));
    service = new QueryService(lake.location(), Services.config(sets), sentence -> {});
    service.start();
    client = new Client(service.url());
    Waiting.until("ready", () -> client.get("/ready").statusCode() == 200);
  }

  /** A new key in the file of keys. */
  final String key(String id, KeyScope... scopes) throws IOException {
    String key = ApiKeys.newKey();
    new KeyChanges(keys()).add(ApiKey.of(id, key, Set.of(scopes), Instant.now(), "tests"));
    return key;
  }

  final Path keys() {
    return directory.resolve("keys");
  }

  final Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", URI.create(service.url()).getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** Sends that and returns all that comes back until the service closes. */
  final String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  final void stop() throws Exception {
    if (service != null) {
      service.close();
    }
    if (lake != null) {
      lake.close();
    }
  }
}
