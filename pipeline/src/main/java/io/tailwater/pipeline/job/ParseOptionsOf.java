package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.config.ConfigException;
import io.tailwater.connectors.lake.config.PrivacyConfig;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.parse.CsvShape;
import io.tailwater.pipeline.parse.EndpointRules;
import io.tailwater.pipeline.parse.FormatException;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.OwnColumn;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.Privacy;
import io.tailwater.pipeline.parse.TrustedProxies;
import java.util.HashMap;
import java.util.Map;

/** What the configuration says of a source, as the parser takes it. */
public final class ParseOptionsOf {
  private static final int REJECT_RAW_LIMIT = 64 << 10;

  private ParseOptionsOf() {}

  private static LineFormat format(SourceConfig source, Map<String, Integer> columnIds) {
    try {
      return LineFormat.compile(
          source.format(), source.fields(), OwnColumn.of(source.columns(), columnIds), csv(source));
    } catch (FormatException e) {
      throw e.in("Source " + source.id());
    }
  }

  private static CsvShape csv(SourceConfig source) {
    return source.format().strip().equals("csv")
        ? new CsvShape(source.csv().columns(), source.csv().delimiter(), source.csv().headed())
        : null;
  }

  /**
   * What is known without the lake, for checks of a format or of lines: no column that sources add
   * has its field id.
   *
   * @throws ConfigException when the format, a rule or a network makes no sense
   */
  public static ParseOptions withoutLake(SourceConfig source, TailwaterConfig config) {
    return source(source, config, numbered(config));
  }

  /** Numbers for the columns that sources add, in place of their field ids. */
  static Map<String, Integer> numbered(TailwaterConfig config) {
    Map<String, Integer> ids = new HashMap<>();
    config.addedColumns().keySet().forEach(name -> ids.put(name, ids.size()));
    return ids;
  }

  /**
   * @param columnIds field ids of the columns that sources have added, by the columns' names
   * @throws ConfigException when the format, a rule or a network makes no sense
   */
  public static ParseOptions source(
      SourceConfig source, TailwaterConfig config, Map<String, Integer> columnIds) {
    PrivacyConfig privacy = config.privacy();
    return new ParseOptions(
        source.id(),
        source.service(),
        format(source, columnIds),
        source.timezone(),
        source.keepRaw(),
        new Privacy(
            Privacy.ClientIp.valueOf(privacy.clientIp().name()),
            privacy.queryString() == PrivacyConfig.QueryString.KEEP,
            privacy.hashKey() == null ? null : privacy.hashKey().value()),
        TrustedProxies.of(config.trustedProxies()),
        EndpointRules.of(config.endpoints().rules()),
        config.eventTime().maxFuture(),
        REJECT_RAW_LIMIT);
  }
}
