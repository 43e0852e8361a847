package io.tailwater.connectors.lake.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the records out of the given values and the defaults, and notes where each came from. */
final class ConfigAssembly {
  /** Keys that make sense for one type of source only. */
  private static final Map<SourceInput.Type, List<ConfigKey<?>>> OF_TYPE =
      Map.of(
          SourceInput.Type.FILES,
          List.of(
              ConfigKeys.SOURCE_PATHS,
              ConfigKeys.SOURCE_EXCLUDE,
              ConfigKeys.SOURCE_ARCHIVES,
              ConfigKeys.SOURCE_PIN,
              ConfigKeys.SOURCE_MAX_LINE),
          SourceInput.Type.KAFKA,
          List.of(
              ConfigKeys.SOURCE_BROKERS,
              ConfigKeys.SOURCE_TOPICS,
              ConfigKeys.SOURCE_ON_LOSS,
              ConfigKeys.SOURCE_PROPERTIES,
              ConfigKeys.SOURCE_GATEWAY));

  private final EffectiveValues values;

  ConfigAssembly(GivenValues given) {
    this.values = new EffectiveValues(given);
  }

  LoadedConfig assemble() {
    values.get(ConfigKeys.VERSION, ConfigKeys.VERSION.path());
    GatewayConfig gateway = gateway();
    TailwaterConfig config =
        located(
            "",
            () ->
                new TailwaterConfig(
                    get(ConfigKeys.PIPELINE),
                    sources(gateway),
                    eventTime(),
                    endpoints(),
                    privacy(),
                    values.list(ConfigKeys.TRUSTED_PROXIES, ConfigKeys.TRUSTED_PROXIES.path()),
                    lake(),
                    server(),
                    gateway));
    return new LoadedConfig(config, values.settings());
  }

  private List<SourceConfig> sources(GatewayConfig gateway) {
    List<SourceConfig> sources = new ArrayList<>();
    for (int i = 0; i < values.given().size("sources"); i++) {
      int index = i;
      sources.add(located("sources." + i, () -> source(index, gateway)));
    }
    return sources;
  }

  private SourceConfig source(int i, GatewayConfig gateway) {
    String id = values.get(ConfigKeys.SOURCE_ID, ConfigKeys.SOURCE_ID.in(i));
    SourceInput.Type type = values.get(ConfigKeys.SOURCE_TYPE, ConfigKeys.SOURCE_TYPE.in(i));
    String service =
        values.getOr(ConfigKeys.SOURCE_SERVICE, ConfigKeys.SOURCE_SERVICE.in(i), id, id);
    refuseKeysOfOthers(type, i);
    SourceInput input =
        switch (type) {
          case FILES -> files(i);
          case KAFKA -> kafka(i);
          case HTTP -> new HttpInput(gateway.spoolOf(id));
        };
    return new SourceConfig(
        id,
        service,
        format(type, i),
        values.get(ConfigKeys.SOURCE_TIMEZONE, ConfigKeys.SOURCE_TIMEZONE.in(i)),
        values.get(ConfigKeys.SOURCE_KEEP_RAW, ConfigKeys.SOURCE_KEEP_RAW.in(i)),
        values.map(ConfigKeys.SOURCE_FIELDS, ConfigKeys.SOURCE_FIELDS.in(i)),
        values.map(ConfigKeys.SOURCE_COLUMNS, ConfigKeys.SOURCE_COLUMNS.in(i)),
        located("sources." + i, () -> csv(i)),
        input);
  }

  private String format(SourceInput.Type type, int i) {
    String path = ConfigKeys.SOURCE_FORMAT.in(i);
    return type == SourceInput.Type.HTTP
        ? values.getOr(ConfigKeys.SOURCE_FORMAT, path, "json", "json")
        : values.get(ConfigKeys.SOURCE_FORMAT, path);
  }

  private FilesInput files(int i) {
    return new FilesInput(
        values.list(ConfigKeys.SOURCE_PATHS, ConfigKeys.SOURCE_PATHS.in(i)),
        values.list(ConfigKeys.SOURCE_EXCLUDE, ConfigKeys.SOURCE_EXCLUDE.in(i)),
        values.get(ConfigKeys.FILES_START, ConfigKeys.FILES_START.in(i)),
        values.get(ConfigKeys.SOURCE_ARCHIVES, ConfigKeys.SOURCE_ARCHIVES.in(i)),
        values.get(ConfigKeys.SOURCE_PIN, ConfigKeys.SOURCE_PIN.in(i)),
        values.get(ConfigKeys.SOURCE_MAX_LINE, ConfigKeys.SOURCE_MAX_LINE.in(i)));
  }

  private KafkaInput kafka(int i) {
    return new KafkaInput(
        values.get(ConfigKeys.SOURCE_BROKERS, ConfigKeys.SOURCE_BROKERS.in(i)),
        values.list(ConfigKeys.SOURCE_TOPICS, ConfigKeys.SOURCE_TOPICS.in(i)),
        values.get(ConfigKeys.KAFKA_START, ConfigKeys.KAFKA_START.in(i)),
        values.get(ConfigKeys.SOURCE_ON_LOSS, ConfigKeys.SOURCE_ON_LOSS.in(i)),
        values.map(ConfigKeys.SOURCE_PROPERTIES, ConfigKeys.SOURCE_PROPERTIES.in(i)),
        values.get(ConfigKeys.SOURCE_GATEWAY, ConfigKeys.SOURCE_GATEWAY.in(i)));
  }

  private void refuseKeysOfOthers(SourceInput.Type type, int i) {
    String start = ConfigKeys.SOURCE_START.in(i);
    if (type == SourceInput.Type.HTTP && values.given().at(start).isPresent()) {
      throw ConfigException.at(
          values.given().whereOf(start),
          start,
          "is of sources of type files or kafka, but this one is of type http");
    }
    OF_TYPE.forEach(
        (other, keys) -> {
          for (ConfigKey<?> key : other == type ? List.<ConfigKey<?>>of() : keys) {
            String path = key.in(i);
            GivenValues given = values.given();
            if (given.at(path).isPresent() || !given.below(path).isEmpty()) {
              throw ConfigException.at(
                  given.whereOf(path),
                  path,
                  "is of sources of type %s, but this one is of type %s"
                      .formatted(ValueType.spell(other), ValueType.spell(type)));
            }
          }
        });
  }

  private CsvConfig csv(int i) {
    return new CsvConfig(
        values.list(ConfigKeys.SOURCE_CSV_COLUMNS, ConfigKeys.SOURCE_CSV_COLUMNS.in(i)),
        values.get(ConfigKeys.SOURCE_CSV_DELIMITER, ConfigKeys.SOURCE_CSV_DELIMITER.in(i)));
  }

  private EventTimeConfig eventTime() {
    return located(
        "event_time",
        () -> new EventTimeConfig(get(ConfigKeys.OUT_OF_ORDERNESS), get(ConfigKeys.MAX_FUTURE)));
  }

  private EndpointsConfig endpoints() {
    return located(
        "endpoints",
        () ->
            new EndpointsConfig(
                values.list(ConfigKeys.ENDPOINT_RULES, ConfigKeys.ENDPOINT_RULES.path()),
                get(ConfigKeys.ENDPOINT_MAX)));
  }

  private PrivacyConfig privacy() {
    return located(
        "privacy",
        () ->
            new PrivacyConfig(
                get(ConfigKeys.CLIENT_IP), get(ConfigKeys.QUERY_STRING), get(ConfigKeys.HASH_KEY)));
  }

  private LakeConfig lake() {
    RetentionConfig retention =
        located(
            "lake.retention",
            () ->
                new RetentionConfig(
                    get(ConfigKeys.RETAIN_EVENTS),
                    get(ConfigKeys.RETAIN_REQUESTS),
                    get(ConfigKeys.RETAIN_REJECTS),
                    get(ConfigKeys.RETAIN_SNAPSHOTS),
                    get(ConfigKeys.RETAIN_SNAPSHOTS_HOURLY)));
    return located(
        "lake",
        () ->
            new LakeConfig(
                get(ConfigKeys.WAREHOUSE),
                get(ConfigKeys.NAMESPACE),
                catalog(),
                get(ConfigKeys.COMMIT_INTERVAL),
                retention));
  }

  /** The catalog is the embedded one unless something says what it is. */
  private Map<String, String> catalog() {
    Map<String, String> properties =
        new LinkedHashMap<>(values.map(ConfigKeys.CATALOG, ConfigKeys.CATALOG.path()));
    if (!properties.containsKey("catalog-impl") && !properties.containsKey("type")) {
      properties.put("type", "jdbc");
      values.note(ConfigKeys.CATALOG.path() + ".type", "jdbc");
    }
    return properties;
  }

  private ServerConfig server() {
    return located(
        "server",
        () ->
            new ServerConfig(
                get(ServerKeys.LISTEN),
                get(ServerKeys.KEYS_FILE),
                get(ServerKeys.MEMORY),
                new LimitsConfig(
                    get(ServerKeys.RATE_LIMIT),
                    get(ServerKeys.MAX_CONCURRENT),
                    get(ServerKeys.REQUEST_TIMEOUT)),
                new SqlConfig(
                    get(ServerKeys.SQL_ENABLED),
                    get(ServerKeys.SQL_MEMORY),
                    get(ServerKeys.SQL_TEMP_DISK),
                    get(ServerKeys.SQL_TIMEOUT),
                    get(ServerKeys.SQL_MAX_ROWS)),
                get(ServerKeys.PRICE_PER_TB),
                get(ServerKeys.WARN_REJECT_RATIO)));
  }

  private GatewayConfig gateway() {
    return located(
        "gateway",
        () ->
            new GatewayConfig(
                get(ConfigKeys.GATEWAY_LISTEN),
                get(ConfigKeys.GATEWAY_SPOOL),
                get(ConfigKeys.GATEWAY_MAX_BODY),
                get(ConfigKeys.GATEWAY_MAX_UNPACKED),
                get(ConfigKeys.GATEWAY_MAX_UPLOAD),
                get(ConfigKeys.GATEWAY_MAX_UPLOAD_UNPACKED),
                get(ConfigKeys.GATEWAY_MAX_UNREAD),
                get(ConfigKeys.GATEWAY_MIN_FREE),
                get(ConfigKeys.GATEWAY_SEGMENT_SIZE),
                get(ConfigKeys.GATEWAY_SEGMENT_AGE),
                get(ConfigKeys.GATEWAY_REQUEST_TIMEOUT)));
  }

  private <T> T get(ConfigKey<T> key) {
    return values.get(key, key.path());
  }

  /** Says what a record refused with the full path and the place. */
  private <T> T located(String section, Supplier<T> record) {
    try {
      return record.get();
    } catch (ConfigException refused) {
      if (refused.isLocated()) {
        throw refused;
      }
      // What was given last has to be mended, not a default or what went well before.
      ConfigException last =
          refused
              .mirrored()
              .filter(other -> values.given().isLater(path(section, other), path(section, refused)))
              .orElse(refused);
      String path = path(section, last);
      throw last.located(values.given().whereOf(path), path);
    }
  }

  private static String path(String section, ConfigException refused) {
    return section.isEmpty() ? refused.key() : section + "." + refused.key();
  }
}
