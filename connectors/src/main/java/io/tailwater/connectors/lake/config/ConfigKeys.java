package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.config.FilesInput.Archives;
import io.tailwater.connectors.lake.config.FilesInput.Start;
import io.tailwater.connectors.lake.config.KafkaInput.OnLoss;
import io.tailwater.connectors.lake.config.PrivacyConfig.ClientIp;
import io.tailwater.connectors.lake.config.PrivacyConfig.QueryString;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every key there is. The loader, the docs and the template are all made from this list. */
final class ConfigKeys {
  static final ConfigKey<String> VERSION =
      ConfigKey.value(
          "version",
          ValueType.only("1", "1, the one version of this file that there is"),
          "1",
          "version of the configuration format");
  static final ConfigKey<String> PIPELINE =
      ConfigKey.value(
          "pipeline", ValueType.TEXT, "web-logs", "identity of the commit sequence in the lake");

  static final ConfigKey<String> SOURCE_ID =
      ConfigKey.value(
          "sources.*.id", ValueType.TEXT, "web", "name of the source in the lake, unique");
  static final ConfigKey<SourceInput.Type> SOURCE_TYPE =
      ConfigKey.value(
          "sources.*.type",
          ValueType.choice(SourceInput.Type.class),
          "files",
          "where the lines come from");
  static final ConfigKey<String> SOURCE_SERVICE =
      ConfigKey.value(
          "sources.*.service",
          ValueType.TEXT,
          null,
          "the service column where a line has none, the source's id by default; may be $host");
  static final ConfigKey<String> SOURCE_PATHS =
      ConfigKey.list(
          "sources.*.paths",
          "files to tail, as globs, where a backslash takes what follows as it is; rotated names are"
              + " recognised by themselves");
  static final ConfigKey<String> SOURCE_EXCLUDE =
      ConfigKey.list("sources.*.exclude", "globs of files to leave alone");
  static final ConfigKey<String> SOURCE_FORMAT =
      ConfigKey.value(
          "sources.*.format",
          ValueType.TEXT,
          "combined",
          "combined, common, json, csv, logfmt, otlp_json, auto or an nginx log_format string; taken"
              + " verbatim, $ stands for itself; of http sources always json");
  static final ConfigKey<ZoneId> SOURCE_TIMEZONE =
      ConfigKey.value("sources.*.timezone", ValueType.ZONE, "UTC", "zone of times without offset");
  static final ConfigKey<String> SOURCE_START =
      ConfigKey.value(
          "sources.*.start",
          new ValueType<>("beginning | end | earliest | latest | time", "text", Optional::of),
          null,
          "where to begin at the very first start: of files that are there beginning (the default)"
              + " or end, of topics earliest (the default), latest or a time such as"
              + " 2026-11-20T08:00:00Z");

  /** The same key where files are read. */
  static final ConfigKey<Start> FILES_START =
      ConfigKey.value(
          SOURCE_START.path(), ValueType.choice(Start.class), "beginning", SOURCE_START.doc());

  /** The same key where topics are read. */
  static final ConfigKey<KafkaInput.Start> KAFKA_START =
      ConfigKey.value(
          SOURCE_START.path(),
          new ValueType<>(
              "start",
              "earliest, latest or a time such as 2026-11-20T08:00:00Z",
              KafkaInput.Start::parse),
          "earliest",
          SOURCE_START.doc());

  static final ConfigKey<String> SOURCE_BROKERS =
      ConfigKey.value(
          "sources.*.brokers",
          ValueType.TEXT,
          null,
          "of topics: brokers to ask first, as host:port, several with commas between");
  static final ConfigKey<String> SOURCE_TOPICS =
      ConfigKey.list("sources.*.topics", "names of the Kafka topics to read");
  static final ConfigKey<OnLoss> SOURCE_ON_LOSS =
      ConfigKey.value(
          "sources.*.on_loss",
          ValueType.choice(OnLoss.class),
          "fail",
          "of topics: what to do when records were removed before they were read, when a topic was"
              + " deleted or made anew, or a partition lost records that were read: stop with an"
              + " error, or record the loss and read on");
  static final ConfigKey<String> SOURCE_PROPERTIES =
      ConfigKey.map(
          "sources.*.properties",
          ValueType.TEXT,
          "of topics: properties of the Kafka consumer, such as security.protocol");
  static final ConfigKey<Boolean> SOURCE_GATEWAY =
      ConfigKey.value(
          "sources.*.gateway",
          ValueType.BOOLEAN,
          "false",
          "of a topic in json: whether the gateway takes events for it and writes them to the topic");
  static final ConfigKey<Archives> SOURCE_ARCHIVES =
      ConfigKey.value(
          "sources.*.archives",
          ValueType.choice(Archives.class),
          "continue",
          "what to do with rotated siblings that paths does not match itself");
  static final ConfigKey<Boolean> SOURCE_PIN =
      ConfigKey.value(
          "sources.*.pin",
          ValueType.BOOLEAN,
          "false",
          "keep files by hard links in .tailwater-pins beside them until they are read and"
              + " committed; logrotate then needs allowhardlink");
  static final ConfigKey<Long> SOURCE_MAX_LINE =
      ConfigKey.value(
          "sources.*.max_line",
          ValueType.SIZE,
          "1MiB",
          "longest line of a file, 1KiB to 16MiB; of a longer one the first bytes are kept as a"
              + " too_long reject");
  static final ConfigKey<Boolean> SOURCE_KEEP_RAW =
      ConfigKey.value(
          "sources.*.keep_raw",
          ValueType.BOOLEAN,
          "false",
          "keep the original line in the raw column of events");
  static final ConfigKey<FieldMeaning> SOURCE_FIELDS =
      ConfigKey.map(
          "sources.*.fields",
          ValueType.MEANING,
          "what fields are that are not known by their names, such as {took: latency_ms}");
  static final ConfigKey<ColumnType> SOURCE_COLUMNS =
      ConfigKey.map(
          "sources.*.columns",
          ValueType.choice(ColumnType.class),
          "fields given a column of their own, each with its type");

  static final ConfigKey<String> SOURCE_CSV_COLUMNS =
      ConfigKey.list(
          "sources.*.csv.columns",
          "names of the values of a row, for format csv; the first line of a file where none are");
  static final ConfigKey<Character> SOURCE_CSV_DELIMITER =
      ConfigKey.value(
          "sources.*.csv.delimiter",
          ValueType.DELIMITER,
          ",",
          "what stands between two values, for format csv");

  static final ConfigKey<Duration> OUT_OF_ORDERNESS =
      ConfigKey.value(
          "event_time.out_of_orderness",
          ValueType.DURATION,
          "60s",
          "how far the watermark stays behind the newest event; later lines count all the same");
  static final ConfigKey<Duration> MAX_FUTURE =
      ConfigKey.value(
          "event_time.max_future",
          ValueType.DURATION,
          "5m",
          "how far ahead of the clock an event may be; beyond, it is a reject");
  static final ConfigKey<String> ENDPOINT_RULES =
      ConfigKey.list(
          "endpoints.rules",
          "path templates such as /users/{id}, tried in order before the built-in masks");
  static final ConfigKey<Integer> ENDPOINT_MAX =
      ConfigKey.value(
          "endpoints.max_per_service",
          ValueType.INTEGER,
          "1000",
          "endpoint names a service may have in a task; the rest count under {other}");
  static final ConfigKey<ClientIp> CLIENT_IP =
      ConfigKey.value(
          "privacy.client_ip",
          ValueType.choice(ClientIp.class),
          "keep",
          "what the client_ip column holds: the address, its /24 or /48 network, a keyed hash");
  static final ConfigKey<QueryString> QUERY_STRING =
      ConfigKey.value(
          "privacy.query_string",
          ValueType.choice(QueryString.class),
          "drop",
          "whether events keep the query string");
  static final ConfigKey<Secret> HASH_KEY =
      ConfigKey.value(
          "privacy.hash_key",
          ValueType.SECRET,
          null,
          "key of the hash when client_ip is hash, 16 characters at least");
  static final ConfigKey<String> TRUSTED_PROXIES =
      ConfigKey.list("trusted_proxies", "networks whose X-Forwarded-For is believed for client_ip");

  static final ConfigKey<String> WAREHOUSE =
      ConfigKey.value(
          "lake.warehouse", ValueType.TEXT, "./data/lake", "folder or URI of the tables' files");
  static final ConfigKey<String> NAMESPACE =
      ConfigKey.value("lake.namespace", ValueType.TEXT, "logs", "namespace of the tables");
  static final ConfigKey<String> CATALOG =
      ConfigKey.map(
          "lake.catalog",
          ValueType.TEXT,
          "Iceberg catalog properties: type (jdbc, rest, glue, hive, hadoop) or catalog-impl, and"
              + " any others; {type: jdbc} alone is SQLite in the warehouse");
  static final ConfigKey<Duration> COMMIT_INTERVAL =
      ConfigKey.value(
          "lake.commit_interval",
          ValueType.DURATION,
          "10s",
          "time from one commit to the next, and so the age of the newest answer");
  static final ConfigKey<Duration> RETAIN_EVENTS =
      ConfigKey.value("lake.retention.events", ValueType.DURATION, "30d", "age at which events go");
  static final ConfigKey<Duration> RETAIN_REQUESTS =
      ConfigKey.value(
          "lake.retention.requests_hourly",
          ValueType.DURATION,
          "400d",
          "age at which rollups go, and the ledger unless it tells of what is kept longer");
  static final ConfigKey<Duration> RETAIN_REJECTS =
      ConfigKey.value(
          "lake.retention.rejects", ValueType.DURATION, "14d", "age at which rejected lines go");
  static final ConfigKey<Duration> RETAIN_SNAPSHOTS =
      ConfigKey.value(
          "lake.retention.snapshots.all",
          ValueType.DURATION,
          "1h",
          "time for which every snapshot is kept");
  static final ConfigKey<Duration> RETAIN_SNAPSHOTS_HOURLY =
      ConfigKey.value(
          "lake.retention.snapshots.hourly",
          ValueType.DURATION,
          "7d",
          "time for which one snapshot an hour is kept");

  static final ConfigKey<ListenAddress> GATEWAY_LISTEN =
      ConfigKey.value(
          "gateway.listen",
          ValueType.LISTEN,
          "127.0.0.1:8081",
          "address of the gateway, which takes events of http sources; anything but loopback needs"
              + " keys");
  static final ConfigKey<String> GATEWAY_SPOOL =
      ConfigKey.value(
          "gateway.spool",
          ValueType.TEXT,
          "./data/spool",
          "folder in which accepted events wait, one below it for each http source");
  static final ConfigKey<Long> GATEWAY_MAX_BODY =
      ConfigKey.value(
          "gateway.max_body", ValueType.SIZE, "16MiB", "largest body of a post, as it is sent");
  static final ConfigKey<Long> GATEWAY_MAX_UNPACKED =
      ConfigKey.value(
          "gateway.max_unpacked",
          ValueType.SIZE,
          "64MiB",
          "largest body of a post once it is unpacked");
  static final ConfigKey<Long> GATEWAY_MAX_UPLOAD =
      ConfigKey.value(
          "gateway.max_upload",
          ValueType.SIZE,
          "256MiB",
          "largest body of an upload, as it is sent; it is not held in memory");
  static final ConfigKey<Long> GATEWAY_MAX_UPLOAD_UNPACKED =
      ConfigKey.value(
          "gateway.max_upload_unpacked",
          ValueType.SIZE,
          "1GiB",
          "largest body of an upload once it is unpacked");
  static final ConfigKey<Long> GATEWAY_MAX_UNREAD =
      ConfigKey.value(
          "gateway.max_unread",
          ValueType.SIZE,
          "1GiB",
          "most bytes of a source that wait for their commit; beyond, posts are put off");
  static final ConfigKey<Long> GATEWAY_MIN_FREE =
      ConfigKey.value(
          "gateway.min_free",
          ValueType.SIZE,
          "256MiB",
          "least space left on the spool's disk; below, posts are put off");
  static final ConfigKey<Long> GATEWAY_SEGMENT_SIZE =
      ConfigKey.value(
          "gateway.segment_size",
          ValueType.SIZE,
          "64MiB",
          "size at which a file of the spool is finished; it is removed once it is committed");
  static final ConfigKey<Duration> GATEWAY_SEGMENT_AGE =
      ConfigKey.value(
          "gateway.segment_age",
          ValueType.DURATION,
          "10m",
          "age at which a file of the spool with events in it is finished");
  static final ConfigKey<Duration> GATEWAY_REQUEST_TIMEOUT =
      ConfigKey.value(
          "gateway.request_timeout",
          ValueType.DURATION,
          "30s",
          "longest time for the whole of a post to come in");

  private static final List<ConfigKey<?>> OF_JOB =
      List.of(
          VERSION,
          PIPELINE,
          SOURCE_ID,
          SOURCE_TYPE,
          SOURCE_SERVICE,
          SOURCE_PATHS,
          SOURCE_EXCLUDE,
          SOURCE_FORMAT,
          SOURCE_TIMEZONE,
          SOURCE_START,
          SOURCE_ARCHIVES,
          SOURCE_PIN,
          SOURCE_MAX_LINE,
          SOURCE_BROKERS,
          SOURCE_TOPICS,
          SOURCE_ON_LOSS,
          SOURCE_PROPERTIES,
          SOURCE_GATEWAY,
          SOURCE_KEEP_RAW,
          SOURCE_FIELDS,
          SOURCE_COLUMNS,
          SOURCE_CSV_COLUMNS,
          SOURCE_CSV_DELIMITER,
          OUT_OF_ORDERNESS,
          MAX_FUTURE,
          ENDPOINT_RULES,
          ENDPOINT_MAX,
          CLIENT_IP,
          QUERY_STRING,
          HASH_KEY,
          TRUSTED_PROXIES,
          WAREHOUSE,
          NAMESPACE,
          CATALOG,
          COMMIT_INTERVAL,
          RETAIN_EVENTS,
          RETAIN_REQUESTS,
          RETAIN_REJECTS,
          RETAIN_SNAPSHOTS,
          RETAIN_SNAPSHOTS_HOURLY);

  private static final List<ConfigKey<?>> OF_GATEWAY =
      List.of(
          GATEWAY_LISTEN,
          GATEWAY_SPOOL,
          GATEWAY_MAX_BODY,
          GATEWAY_MAX_UNPACKED,
          GATEWAY_MAX_UPLOAD,
          GATEWAY_MAX_UPLOAD_UNPACKED,
          GATEWAY_MAX_UNREAD,
          GATEWAY_MIN_FREE,
          GATEWAY_SEGMENT_SIZE,
          GATEWAY_SEGMENT_AGE,
          GATEWAY_REQUEST_TIMEOUT);

  static final List<ConfigKey<?>> ALL =
      Stream.of(OF_JOB, ServerKeys.ALL, OF_GATEWAY).<ConfigKey<?>>flatMap(List::stream).toList();

  private ConfigKeys() {}
}
