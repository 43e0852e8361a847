package io.tailwater.connectors.lake.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.config.FilesInput.Archives;
import io.tailwater.connectors.lake.config.FilesInput.Start;
import io.tailwater.connectors.lake.config.PrivacyConfig.ClientIp;
import io.tailwater.connectors.lake.config.PrivacyConfig.QueryString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir Path folder;

  @Test
  void needsNothingAtAll() {
    assertThat(ConfigLoader.load(Optional.empty(), Map.of(), List.of()).config())
        .isEqualTo(
            new TailwaterConfig(
                "web-logs",
                List.of(),
                new EventTimeConfig(Duration.ofSeconds(60), Duration.ofMinutes(5)),
                new EndpointsConfig(List.of(), 1000),
                new PrivacyConfig(ClientIp.KEEP, QueryString.DROP, null),
                List.of(),
                new LakeConfig(
                    "./data/lake",
                    "logs",
                    Map.of("type", "jdbc"),
                    Duration.ofSeconds(10),
                    new RetentionConfig(
                        Duration.ofDays(30),
                        Duration.ofDays(400),
                        Duration.ofDays(14),
                        Duration.ofHours(1),
                        Duration.ofDays(7))),
                new ServerConfig(
                    new ListenAddress("127.0.0.1", 8080),
                    null,
                    null,
                    new LimitsConfig(100, 8, Duration.ofSeconds(30)),
                    new SqlConfig(false, 512L << 20, 1L << 30, Duration.ofSeconds(10), 10_000),
                    5,
                    0.01),
                new GatewayConfig(
                    new ListenAddress("127.0.0.1", 8081),
                    "./data/spool",
                    16 << 20,
                    64 << 20,
                    256 << 20,
                    1 << 30,
                    1 << 30,
                    256 << 20,
                    64 << 20,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30))));
  }

  @Test
  void mapsEveryKey() throws IOException {
    Path keyFile = Files.writeString(folder.resolve("hash.key"), "sixteen letters!\n");
    assertThat(
            file(
                """
                version: 1
                pipeline: shop
                sources:
                  - id: api
                    type: files
                    service: $host
                    paths: [/logs/a*.log, /logs/b.log]
                    exclude: ["*.tmp"]
                    format: json
                    timezone: Europe/Berlin
                    start: end
                    archives: backfill
                    pin: true
                    max_line: 4MiB
                    keep_raw: true
                    fields: {took: latency_us, req.when: ts_ms}
                    columns: {engagement_ms: double, user.id: long}
                  - id: edge
                    paths: [/logs/edge.log]
                    format: csv
                    csv: {columns: [when, what], delimiter: tab}
                  - {id: app, type: http, format: json}
                event_time: {out_of_orderness: 5m, max_future: 1h}
                endpoints: {rules: ["/users/{id}", "/files/{path}"], max_per_service: 50}
                privacy:
                  client_ip: hash
                  query_string: keep
                  hash_key_file: %s
                trusted_proxies: [10.0.0.0/8, "::1"]
                lake:
                  warehouse: s3://bucket/lake
                  namespace: web
                  catalog: {type: rest, uri: "http://127.0.0.1:8181", s3.endpoint: "http://x"}
                  commit_interval: 1500ms
                  retention:
                    events: 10d
                    requests_hourly: 20d
                    rejects: 24h
                    snapshots: {all: 2h, hourly: 3d}
                server:
                  listen: "0.0.0.0:9090"
                  auth: {keys_file: keys.txt}
                  memory: 256MiB
                  rate_limit: 0.5
                  max_concurrent: 2
                  request_timeout: 5s
                  price_per_tb: 7.25
                  sql: {enabled: true, memory: 128MiB, temp_disk: 64MiB, timeout: 2s, max_rows: 100}
                gateway:
                  listen: "0.0.0.0:9091"
                  spool: /spool
                  max_body: 1MiB
                  max_unpacked: 2MiB
                  max_upload: 6MiB
                  max_upload_unpacked: 7MiB
                  max_unread: 3MiB
                  min_free: 4MiB
                  segment_size: 5MiB
                  segment_age: 1m
                  request_timeout: 5s
                """
                    .formatted(keyFile)))
        .isEqualTo(
            new TailwaterConfig(
                "shop",
                List.of(
                    new SourceConfig(
                        "api",
                        "$host",
                        "json",
                        ZoneId.of("Europe/Berlin"),
                        true,
                        Map.of("took", FieldMeaning.LATENCY_US, "req.when", FieldMeaning.TS_MS),
                        Map.of("engagement_ms", ColumnType.DOUBLE, "user.id", ColumnType.LONG),
                        CsvConfig.DEFAULT,
                        new FilesInput(
                            List.of("/logs/a*.log", "/logs/b.log"),
                            List.of("*.tmp"),
                            Start.END,
                            Archives.BACKFILL,
                            true,
                            4 << 20)),
                    new SourceConfig(
                        "edge",
                        "edge",
                        "csv",
                        ZoneId.of("UTC"),
                        false,
                        Map.of(),
                        Map.of(),
                        new CsvConfig(List.of("when", "what"), '\t'),
                        new FilesInput(
                            List.of("/logs/edge.log"),
                            List.of(),
                            Start.BEGINNING,
                            Archives.CONTINUE,
                            false,
                            1 << 20)),
                    new SourceConfig(
                        "app",
                        "app",
                        "json",
                        ZoneId.of("UTC"),
                        false,
                        Map.of(),
                        Map.of(),
                        CsvConfig.DEFAULT,
                        new HttpInput("/spool/app"))),
                new EventTimeConfig(Duration.ofMinutes(5), Duration.ofHours(1)),
                new EndpointsConfig(List.of("/users/{id}", "/files/{path}"), 50),
                new PrivacyConfig(ClientIp.HASH, QueryString.KEEP, new Secret("sixteen letters!")),
                List.of("10.0.0.0/8", "::1"),
                new LakeConfig(
                    "s3://bucket/lake",
                    "web",
                    Map.of(
                        "type", "rest", "uri", "http://127.0.0.1:8181", "s3.endpoint", "http://x"),
                    Duration.ofMillis(1500),
                    new RetentionConfig(
                        Duration.ofDays(10),
                        Duration.ofDays(20),
                        Duration.ofHours(24),
                        Duration.ofHours(2),
                        Duration.ofDays(3))),
                new ServerConfig(
                    new ListenAddress("0.0.0.0", 9090),
                    "keys.txt",
                    256L << 20,
                    new LimitsConfig(0.5, 2, Duration.ofSeconds(5)),
                    new SqlConfig(true, 128L << 20, 64L << 20, Duration.ofSeconds(2), 100),
                    7.25,
                    0.01),
                new GatewayConfig(
                    new ListenAddress("0.0.0.0", 9091),
                    "/spool",
                    1 << 20,
                    2 << 20,
                    6 << 20,
                    7 << 20,
                    3 << 20,
                    4 << 20,
                    5 << 20,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5))));
  }

  @Test
  void setsWinOverEnvironmentOverFile() throws IOException {
    Path file = write("lake: {namespace: a, warehouse: a, commit_interval: 1s}");
    LakeConfig lake =
        ConfigLoader.load(
                Optional.of(file),
                Map.of("TAILWATER_LAKE__NAMESPACE", "b", "TAILWATER_LAKE__WAREHOUSE", "b"),
                List.of("lake.namespace=c"))
            .config()
            .lake();
    assertThat(List.of(lake.namespace(), lake.warehouse())).containsExactly("c", "b");
    assertThat(lake.commitInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void takesAFormatFromTheEnvironmentWithItsDollarSigns() {
    String format = "$remote_addr [$time_local] \"$request\" ${status}";
    SourceConfig source =
        ConfigLoader.load(
                Optional.empty(),
                Map.of("TAILWATER_SOURCES__0__FORMAT", format),
                List.of("sources.0.paths=/logs/x.log", "sources.0.timezone=+05:30"))
            .config()
            .sources()
            .get(0);
    assertThat(source.format()).isEqualTo(format);
    assertThat(source.timezone()).isEqualTo(ZoneOffset.ofHoursMinutes(5, 30));
    assertThat(source.input()).extracting("paths").isEqualTo(List.of("/logs/x.log"));
  }

  @Test
  void takesFormatsFromTheFileVerbatimAndFillsInVariablesElsewhere() throws IOException {
    Path file =
        write(
            """
            sources: [{paths: ["${LOGS}/a.log", "${OTHER:-/var/log}/b.log"], format: "${LOGS}"}]
            """);
    SourceConfig source =
        ConfigLoader.load(Optional.of(file), Map.of("LOGS", "/x: [y]"), List.of())
            .config()
            .sources()
            .get(0);
    assertThat(source.input())
        .extracting("paths")
        .isEqualTo(List.of("/x: [y]/a.log", "/var/log/b.log"));
    assertThat(source.format()).isEqualTo("${LOGS}");
  }

  @Test
  void replacesAWholeListOrOneOfItsElements() throws IOException {
    Path file = write("endpoints: {rules: [/a, /b, /c]}");
    assertThat(rules(file, "endpoints.rules.1=/x")).containsExactly("/a", "/x", "/c");
    assertThat(rules(file, "endpoints.rules=[/x, \"/{y}\"]")).containsExactly("/x", "/{y}");
    assertThat(rules(file, "endpoints.rules=/z")).containsExactly("/z");
  }

  private List<String> rules(Path file, String set) {
    return ConfigLoader.load(Optional.of(file), Map.of(), List.of(set))
        .config()
        .endpoints()
        .rules();
  }

  @Test
  void findsTheFileThatTheEnvironmentNames() throws IOException {
    Path file = write("pipeline: named");
    Map<String, String> environment = Map.of("TAILWATER_CONFIG", file.toString());
    assertThat(ConfigLoader.load(Optional.empty(), environment, List.of()).config().pipeline())
        .isEqualTo("named");
  }

  @Test
  void leavesVariablesAloneThatOthersSetForAServiceOfThatName() {
    Map<String, String> kubernetes =
        Map.of("TAILWATER_PORT", "tcp://10.0.0.1:80", "TAILWATER_SERVICE_HOST", "10.0.0.1");
    assertThat(ConfigLoader.load(Optional.empty(), kubernetes, List.of()).config())
        .isEqualTo(ConfigLoader.defaults());
  }

  @Test
  void tellsWhereEveryValueComesFromAndHidesSecrets() throws IOException {
    Path file = write("pipeline: a\nlake:\n  catalog: {type: rest, token: abc}\n");
    LoadedConfig loaded =
        ConfigLoader.load(
            Optional.of(file),
            Map.of("TAILWATER_LAKE__NAMESPACE", "b"),
            List.of("server.listen=[::1]:80"));
    assertThat(loaded.settings())
        .contains(
            new Setting("pipeline", "a", file + ":1"),
            new Setting("lake.catalog.token", "***", file + ":3"),
            new Setting("lake.namespace", "b", "TAILWATER_LAKE__NAMESPACE"),
            new Setting("server.listen", "[::1]:80", "--set server.listen"),
            new Setting("lake.commit_interval", "10s", "default"));
    assertThat(loaded.config().lake().catalog()).containsEntry("token", "abc");
    assertThat(loaded.config().lake().toString()).doesNotContain("abc");
  }

  @Test
  void aTopicsPropertiesHaveDotsAndMayBeSecret() throws IOException {
    Path file =
        write(
            """
            sources:
            - type: kafka
              brokers: a:9092,b:9092
              topics: [events]
              format: json
              gateway: true
              start: 2026-11-20T08:00:00Z
              properties: {security.protocol: SASL_SSL, sasl.jaas.config: password=abc}
            """);
    LoadedConfig loaded = ConfigLoader.load(Optional.of(file), Map.of(), List.of());
    assertThat(loaded.config().sources().get(0).input())
        .isEqualTo(
            new KafkaInput(
                "a:9092,b:9092",
                List.of("events"),
                new KafkaInput.Start(KafkaInput.Where.TIME, Instant.parse("2026-11-20T08:00:00Z")),
                KafkaInput.OnLoss.FAIL,
                Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "password=abc"),
                true));
    assertThat(loaded.settings())
        .contains(new Setting("sources.0.properties.sasl.jaas.config", "***", file + ":8"));
    assertThat(loaded.config().toString()).doesNotContain("abc");
  }

  private TailwaterConfig file(String text) throws IOException {
    return ConfigLoader.load(Optional.of(write(text)), Map.of(), List.of()).config();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("tailwater.yaml"), text);
  }
}
