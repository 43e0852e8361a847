package io.tailwater.pipeline.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway over real HTTP, its spool on the disk, no job beside it. */
abstract class RunningGateway {
  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";
  static final String EVENT =
      "{\"ts\": \"2026-11-27T08:00:00Z\", \"path\": \"/a\", \"status\": 200}";

  final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path directory;
  Gateway gateway;

  @AfterEach
  void close() {
    if (gateway != null) {
      gateway.close();
    }
  }

  final void start(String... sets) {
    gateway = Gateway.start(config(sets));
  }

  /** A file with one key. */
  final Path keys(String key, KeyScope... scopes) throws IOException {
    Path file = directory.resolve("keys");
    new KeyChanges(file).add(ApiKey.of("one", key, Set.of(scopes), Instant.now(), "tests"));
    return file;
  }

  final TailwaterConfig config(String... sets) {
    List<String> all = new ArrayList<>();
    all.add("sources.0.id=app");
    all.add("sources.0.type=http");
    all.add("gateway.listen=127.0.0.1:0");
    all.add("gateway.spool=" + directory.resolve("spool"));
    all.add("gateway.min_free=0B");
    all.add("lake.warehouse=" + directory.resolve("lake"));
    all.addAll(List.of(sets));
    return ConfigLoader.load(Optional.empty(), Map.of(), all).config();
  }

  final HttpRequest.Builder request(String path, String type) {
    return HttpRequest.newBuilder(URI.create(gateway.url() + path)).header("Content-Type", type);
  }

  final HttpResponse<String> post(String path, String type, String body) throws Exception {
    return post(path, type, null, body.getBytes(StandardCharsets.UTF_8));
  }

  final HttpResponse<String> post(String path, String type, String encoding, byte[] body)
      throws Exception {
    HttpRequest.Builder request = request(path, type).POST(BodyPublishers.ofByteArray(body));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  final int withHeader(String name, String value) throws Exception {
    HttpRequest request =
        request("/ingest", JSON).header(name, value).POST(BodyPublishers.ofString(EVENT)).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  final HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(gateway.url() + path)).build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** The lines that the spool holds now, without those that begin its segments. */
  final List<String> spooled(String source) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("spool").resolve(source))) {
      for (Path file :
          files.filter(f -> f.toString().contains("events.ndjson-")).sorted().toList()) {
        List<String> all = Files.readAllLines(file);
        lines.addAll(all.subList(1, all.size()));
      }
    }
    return lines;
  }
}
