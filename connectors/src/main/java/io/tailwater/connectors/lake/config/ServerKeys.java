package io.tailwater.connectors.lake.config;

import java.time.Duration;
import java.util.List;

/** The keys of the query service. */
final class ServerKeys {
  static final ConfigKey<ListenAddress> LISTEN =
      ConfigKey.value(
          "server.listen",
          ValueType.LISTEN,
          "127.0.0.1:8080",
          "address of the query service; anything but loopback needs keys");
  static final ConfigKey<String> KEYS_FILE =
      ConfigKey.value(
          "server.auth.keys_file", ValueType.TEXT, null, "file with the hashes of API keys");
  static final ConfigKey<Long> MEMORY =
      ConfigKey.value(
          "server.memory",
          ValueType.SIZE,
          null,
          "memory that the numbers of the lake may take beside the Java heap; by default an eighth"
              + " of the machine's, between 256 MiB and 4 GiB. Days that do not fit are read from"
              + " files");
  static final ConfigKey<Double> RATE_LIMIT =
      ConfigKey.value(
          "server.rate_limit",
          ValueType.NUMBER,
          "100",
          "requests a second that one key, or one address without a key, may make");
  static final ConfigKey<Integer> MAX_CONCURRENT =
      ConfigKey.value(
          "server.max_concurrent",
          ValueType.INTEGER,
          "8",
          "answers that are computed at once; beyond, requests are put off");
  static final ConfigKey<Duration> REQUEST_TIMEOUT =
      ConfigKey.value(
          "server.request_timeout",
          ValueType.DURATION,
          "30s",
          "longest time for a request to come in, and for its answer to be computed");
  static final ConfigKey<Double> PRICE_PER_TB =
      ConfigKey.value(
          "server.price_per_tb",
          ValueType.NUMBER,
          "5",
          "price of reading a terabyte (10^12 bytes), in a currency of your own, for scan reports");
  static final ConfigKey<Boolean> SQL_ENABLED =
      ConfigKey.value(
          "server.sql.enabled",
          ValueType.BOOLEAN,
          "false",
          "whether users' SQL is accepted over HTTP");
  static final ConfigKey<Long> SQL_MEMORY =
      ConfigKey.value(
          "server.sql.memory", ValueType.SIZE, "512MiB", "memory that users' SQL may take");
  static final ConfigKey<Long> SQL_TEMP_DISK =
      ConfigKey.value(
          "server.sql.temp_disk",
          ValueType.SIZE,
          "1GiB",
          "disk that users' SQL may take for what does not fit its memory");
  static final ConfigKey<Duration> SQL_TIMEOUT =
      ConfigKey.value(
          "server.sql.timeout",
          ValueType.DURATION,
          "10s",
          "longest time that users' SQL may run; over HTTP server.request_timeout at most");
  static final ConfigKey<Integer> SQL_MAX_ROWS =
      ConfigKey.value(
          "server.sql.max_rows", ValueType.INTEGER, "10000", "most rows of a result of users' SQL");
  static final ConfigKey<Double> WARN_REJECT_RATIO =
      ConfigKey.value(
          "server.warn_reject_ratio",
          ValueType.SHARE,
          "0.01",
          "share of a source's lines in the last hour; where more are rejected, status warns");

  static final List<ConfigKey<?>> ALL =
      List.of(
          LISTEN,
          KEYS_FILE,
          MEMORY,
          RATE_LIMIT,
          MAX_CONCURRENT,
          REQUEST_TIMEOUT,
          SQL_ENABLED,
          SQL_MEMORY,
          SQL_TEMP_DISK,
          SQL_TIMEOUT,
          SQL_MAX_ROWS,
          PRICE_PER_TB,
          WARN_REJECT_RATIO);

  private ServerKeys() {}
}
