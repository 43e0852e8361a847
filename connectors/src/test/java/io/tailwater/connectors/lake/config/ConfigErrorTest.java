package io.tailwater.connectors.lake.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is one whole sentence: where, what, want, got. {@code F} stands for the file. */
class ConfigErrorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "`pipelin: a` → `F:1: pipelin is not a known key; the nearest one is pipeline.`",
        "`version: 1\nlake:\n  comit_interval: 1s` → `F:3: lake.comit_interval is not a known key; the nearest one is lake.commit_interval.`",
        "`commit_interval: 1s` → `F:1: commit_interval is not a known key; the nearest one is lake.commit_interval.`",
        "`servr: {}` → `F:1: servr is not a known key; the nearest one is server.`",
        "`sources: [{formt: x}]` → `F:1: sources.0.formt is not a known key; the nearest one is sources.*.format.`",
        "`version: 2` → `F:1: version must be 1, the one version of this file that there is, but is \"2\".`",
        "`lake: {commit_interval: 10}` → `F:1: lake.commit_interval must be a whole number with its unit (ms, s, m, h or d), such as 30s or 400d, but is \"10\".`",
        "`lake: {commit_interval: 2h}` → `F:1: lake.commit_interval must be a duration from 100ms to 1h, but is \"2h\".`",
        "`lake: {retention: {events: 500d}}` → `F:1: lake.retention.events must be at most as long as requests_hourly, 400d, but is \"500d\".`",
        "`lake: {retention: {requests_hourly: 10d}}` → `F:1: lake.retention.requests_hourly must be at least as long as events, 30d, but is \"10d\".`",
        "`lake: {retention: {snapshots: {hourly: 1m}}}` → `F:1: lake.retention.snapshots.hourly must be at least as long as snapshots.all, 1h, but is \"1m\".`",
        "`lake: {catalog: {type: jdbc, catalog-impl: X}}` → `F:1: lake.catalog.type must be left out where catalog.catalog-impl is given, but is \"jdbc\".`",
        "`lake: {catalog: jdbc}` → `F:1: lake.catalog must be a mapping, but is \"jdbc\".`",
        "`server: 8080` → `F:1: server must be a mapping with the keys listen, auth, memory, rate_limit, max_concurrent, request_timeout, sql, price_per_tb, warn_reject_ratio, but is \"8080\".`",
        "`server: {listen: 8080}` → `F:1: server.listen must be host:port such as 127.0.0.1:8080 or [::1]:8080, but is \"8080\".`",
        "`server: {listen: \"0.0.0.0:80\"}` → `F:1: server.listen must be a loopback address unless server.auth.keys_file names API keys, but is \"0.0.0.0:80\".`",
        "`gateway: {listen: \"0.0.0.0:81\"}` → `F:1: gateway.listen must be a loopback address unless server.auth.keys_file names API keys, but is \"0.0.0.0:81\".`",
        "`gateway: {max_body: 16M}` → `F:1: gateway.max_body must be a whole number with its unit (B, KiB, MiB or GiB), such as 64MiB, but is \"16M\".`",
        "`gateway: {max_body: 2GiB}` → `F:1: gateway.max_body must be a size from 1KiB to 1GiB, but is \"2GiB\".`",
        "`sources: [{type: http, paths: [/x]}]` → `F:1: sources.0.paths is of sources of type files, but this one is of type http.`",
        "`sources: [{type: http, start: end}]` → `F:1: sources.0.start is of sources of type files or kafka, but this one is of type http.`",
        "`sources: [{type: http, format: combined}]` → `F:1: sources.0.format must be json where type is http, but is \"combined\".`",
        "`server: {memory: 1MiB}` → `F:1: server.memory must be a size of at least 64MiB, but is \"1MiB\".`",
        "`server: {rate_limit: 0}` → `F:1: server.rate_limit must be more than 0, but is \"0.0\".`",
        "`server: {rate_limit: -1}` → `F:1: server.rate_limit must be a number, 0 or more, such as 20 or 0.5, but is \"-1\".`",
        "`server: {max_concurrent: 0}` → `F:1: server.max_concurrent must be 1 to 1000, but is \"0\".`",
        "`server: {sql: {max_rows: 0}}` → `F:1: server.sql.max_rows must be 1 or more, but is \"0\".`",
        "`server: {sql: {enabled: yes}}` → `F:1: server.sql.enabled must be true or false, but is \"yes\".`",
        "`pipeline: [a]` → `F:1: pipeline must be one value, but is a list.`",
        "`pipeline: a/b` → `F:1: pipeline must be a name of 1 to 64 letters, digits, '_', '-' and '.' that starts with a letter or digit, but is \"a/b\".`",
        "`sources: [{id: a}]` → `F:1: sources.0.paths must be a list of at least one path or glob, but is missing.`",
        "`sources: [{paths: /x}]` → `F:1: sources.0.paths must be a list, but is \"/x\".`",
        "`sources: [{type: htp}]` → `F:1: sources.0.type must be files, kafka or http, but is \"htp\".`",
        "`sources: [{type: kafka, topics: [a]}]` → `F:1: sources.0.brokers must be a text that is not blank, but is missing.`",
        "`sources: [{paths: [/x], max_line: 100B}]` → `F:1: sources.0.max_line must be a size from 1KiB to 16MiB, but is \"100B\".`",
        "`sources: [{paths: [/x], max_line: 17MiB}]` → `F:1: sources.0.max_line must be a size from 1KiB to 16MiB, but is \"17MiB\".`",
        "`sources: [{paths: [/x], max_line: 2000}]` → `F:1: sources.0.max_line must be a whole number with its unit (B, KiB, MiB or GiB), such as 64MiB, but is \"2000\".`",
        "`sources: [{type: kafka, brokers: b, topics: [a], max_line: 1MiB}]` → `F:1: sources.0.max_line is of sources of type files, but this one is of type kafka.`",
        "`sources: [{type: kafka, brokers: b}]` → `F:1: sources.0.topics must be a list of at least one topic, but is missing.`",
        "`sources: [{type: kafka, brokers: b, topics: [a], paths: [x]}]` → `F:1: sources.0.paths is of sources of type files, but this one is of type kafka.`",
        "`sources: [{paths: [x], topics: [a]}]` → `F:1: sources.0.topics is of sources of type kafka, but this one is of type files.`",
        "`sources: [{type: kafka, brokers: b, topics: [a], gateway: true}]` → `F:1: sources.0.format must be json where gateway is true, but is \"combined\".`",
        "`sources: [{type: kafka, brokers: b, topics: [a, c], gateway: true, format: json}]` → `F:1: sources.0.topics must be one topic where gateway is true, but is \"a, c\".`",
        "`sources: [{type: http, gateway: true}]` → `F:1: sources.0.gateway is of sources of type kafka, but this one is of type http.`",
        "`sources: [{type: kafka, brokers: b, topics: [a], start: beginning}]` → `F:1: sources.0.start must be earliest, latest or a time such as 2026-11-20T08:00:00Z, but is \"beginning\".`",
        "`sources: [{paths: [x], start: latest}]` → `F:1: sources.0.start must be beginning or end, but is \"latest\".`",
        "`sources: [{type: kafka, brokers: b, topics: [a], properties: {auto.offset.reset: latest}}]` → `F:1: sources.0.properties.auto.offset.reset must be left out: the source itself sets it, but is \"latest\".`",
        "`sources:\n- {paths: [/x]}\n- {paths: [/y]}` → `F:3: sources.1.id must be unlike the id of every other source, but is \"web\".`",
        "`sources: [{paths: [/x], columns: {a: double}}]` → `F:1: sources.0.columns must be empty unless the format is json, csv, logfmt, otlp_json or auto, but is \"a\".`",
        "`sources: [{paths: [/x], fields: {a: ts}}]` → `F:1: sources.0.fields must be empty unless the format is json, csv, logfmt, otlp_json or auto, but is \"a\".`",
        "`sources: [{paths: [/x], format: json, columns: {Status: long}}]` → `F:1: sources.0.columns.Status must be another name than the column status that events has, but is \"Status\".`",
        "`sources: [{paths: [/x], format: json, columns: {a.b: long, a_b: long}}]` → `F:1: sources.0.columns.a_b must be unlike a.b, whose column is a_b too, but is \"a_b\".`",
        "`sources: [{paths: [/x], format: json, columns: {a: long}, fields: {a: ts}}]` → `F:1: sources.0.columns.a must be left out of fields or here, but is \"in both\".`",
        "`sources: [{id: a, paths: [/x], format: json, columns: {c: long}}, {id: b, paths: [/y], format: json, columns: {c: string}}]` → `F:1: sources.1.columns.c must be long as in another source, but is \"string\".`",
        "`sources: [{paths: [/x], format: csv, csv: {columns: [a, a]}}]` → `F:1: sources.0.csv.columns.1 must be unlike the columns before it, but is \"a\".`",
        "`sources: [{paths: [/x], format: csv, csv: {delimiter: x}}]` → `F:1: sources.0.csv.delimiter must be a character such as , or ;, or tab, but is \"x\".`",
        "`sources: [{paths: [/x], csv: {delimiter: tab}}]` → `F:1: sources.0.csv must be left out unless the format is csv, but is \"given\".`",
        "`sources: [{paths: [/x], timezone: Mars}]` → `F:1: sources.0.timezone must be a time zone such as UTC, Europe/Berlin or +05:30, but is \"Mars\".`",
        "`endpoints: {rules: [users]}` → `F:1: endpoints.rules.0 must be a path template that starts with '/', such as /users/{id}, but is \"users\".`",
        "`endpoints: {max_per_service: 0}` → `F:1: endpoints.max_per_service must be a whole number from 1 to 100000, but is \"0\".`",
        "`privacy: {client_ip: drop}` → `F:1: privacy.client_ip must be keep, truncate or hash, but is \"drop\".`",
        "`privacy: {client_ip: hash}` → `F:1: privacy.hash_key must be a secret of at least 16 characters when client_ip is hash (hash_key_file names a file with it), but is missing.`",
        "`privacy: {hash_key: a, hash_key_file: b}` → `F:1: privacy.hash_key_file is given beside privacy.hash_key; want one of them.`",
        "`privacy: {hash_key_file: /no/such}` → `F:1: privacy.hash_key_file must name a readable file with the secret, but is \"/no/such\".`",
        "`trusted_proxies: [10.0.0.0/33]` → `F:1: trusted_proxies.0 must be an address or a network such as 10.0.0.0/8 or fd00::/8, but is \"10.0.0.0/33\".`",
        "`pipeline: ${NOPE}` → `F:1: pipeline needs the environment variable NOPE, which is not set; ${NOPE:-default} would give a default.`",
        "`pipeline: ${NO-PE}` → `F:1: pipeline has a ${ that is neither ${NAME} nor ${NAME:-default}.`",
        "`pipeline: a\npipeline: b` → `F:2: pipeline is given twice, first at F:1.`",
        "`- a` → `F:1: the file must be a mapping with the keys version, pipeline, sources, event_time, endpoints, privacy, trusted_proxies, lake, server, gateway, but is a list.`",
        "`pipeline: a: b` → `F:1: the YAML cannot be read: mapping values are not allowed here.`",
      })
  void saysWhereWhatWantAndGot(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("tailwater.yaml"), text);
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message.replace("F:", file + ":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "lake → --set: want key=value, but got \"lake\".",
        "lake=x → --set lake: lake is not a value but has keys or elements of its own.",
        "lake.x=1 → --set lake.x: lake.x is not a known key; the nearest one is lake.",
        "sources.web.id=x → --set sources.web.id: sources.web.id must have the index of an element, such as 0, instead of \"web\".",
        "sources.1.id=x → --set sources.1.id: sources.1 is given, but sources.0 is not; lists have no gaps.",
        "pipeline.x=1 → --set pipeline.x: pipeline.x is not a known key; the nearest one is pipeline.",
        "lake.catalog=jdbc → --set lake.catalog: lake.catalog is a mapping; want lake.catalog.NAME=value.",
        "endpoints.rules.x=/a → --set endpoints.rules.x: endpoints.rules.x must have the index of an element, such as 0, instead of \"x\".",
      })
  void saysWhichOptionIsWrong(String set, String message) {
    assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), Map.of(), List.of(set)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "lake.retention.events=500d → --set lake.retention.events: lake.retention.events must be at most as long as requests_hourly, 60d, but is \"500d\".",
        "lake.retention.requests_hourly=10d → --set lake.retention.requests_hourly: lake.retention.requests_hourly must be at least as long as events, 50d, but is \"10d\".",
      })
  void ofTwoThatDoNotGoTogetherTheOneGivenLastIsNamed(String set, String message)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tailwater.yaml"),
            "lake: {retention: {requests_hourly: 60d, events: 50d}}");
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of(), List.of(set)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhichVariableIsWrong() {
    Map<String, String> environment = Map.of("TAILWATER_SERVER__LISTN", "x");
    assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), environment, List.of()))
        .hasMessage(
            "TAILWATER_SERVER__LISTN: server.listn is not a known key; the nearest one is"
                + " server.listen.");
  }

  @Test
  void saysThatTheFileIsNotThere() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(missing), Map.of(), List.of()))
        .hasMessage(missing + ": there is no such file to read the configuration from.");
  }

  @Test
  void refusesAnAliasBomb() throws IOException {
    String list = "- &e {paths: [" + "x, ".repeat(200) + "x]}\n";
    String bomb = "sources:\n" + list + "- *e\n".repeat(100);
    Path file = Files.writeString(folder.resolve("bomb.yaml"), bomb);
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of(), List.of()))
        .hasMessage(
            file
                + ": the YAML cannot be read: Number of aliases for non-scalar nodes exceeds the"
                + " specified max=50.");
  }
}
