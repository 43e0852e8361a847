package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.AddedColumns;
import io.tailwater.connectors.lake.ColumnType;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole configuration. Every record below it refuses values that make no sense with a {@link
 * ConfigException}.
 *
 * @param pipeline identity of the commit sequence in the lake
 * @param sources where lines come from, ids unique; empty when none is configured
 * @param eventTime what counts as late and as too far in the future
 * @param endpoints how paths become endpoint names
 * @param privacy what is kept of personal data
 * @param trustedProxies networks (CIDR or address) whose X-Forwarded-For is believed
 * @param lake the tables: where, in which catalog, how often committed, how long kept
 * @param server the query service
 * @param gateway where events are taken over HTTP
 */
public record TailwaterConfig(
    String pipeline,
    List<SourceConfig> sources,
    EventTimeConfig eventTime,
    EndpointsConfig endpoints,
    PrivacyConfig privacy,
    List<String> trustedProxies,
    LakeConfig lake,
    ServerConfig server,
    GatewayConfig gateway)
    implements Serializable {

  public TailwaterConfig {
    Require.name("pipeline", pipeline);
    sources = List.copyOf(sources);
    trustedProxies = List.copyOf(trustedProxies);
    if (server.keysFile() == null && !gateway.listen().isLoopback()) {
      throw ConfigException.invalid(
          "gateway.listen",
          "a loopback address unless server.auth.keys_file names API keys",
          gateway.listen());
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      if (!ids.add(sources.get(i).id())) {
        throw ConfigException.invalid(
            "sources." + i + ".id", "unlike the id of every other source", sources.get(i).id());
      }
    }
    Map<String, ColumnType> columns = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      for (Map.Entry<String, ColumnType> column : sources.get(i).columns().entrySet()) {
        ColumnType before = columns.put(AddedColumns.nameOf(column.getKey()), column.getValue());
        if (before != null && before != column.getValue()) {
          throw ConfigException.invalid(
              "sources." + i + ".columns." + column.getKey(),
              ValueType.spell(before) + " as in another source",
              ValueType.spell(column.getValue()));
        }
      }
    }
    for (int i = 0; i < trustedProxies.size(); i++) {
      if (!Networks.isNetwork(trustedProxies.get(i))) {
        throw ConfigException.invalid(
            "trusted_proxies." + i,
            "an address or a network such as 10.0.0.0/8 or fd00::/8",
            trustedProxies.get(i));
      }
    }
  }

  /** Types of all columns that sources want added to events, by the columns' names. */
  public Map<String, ColumnType> addedColumns() {
    Map<String, ColumnType> columns = new HashMap<>();
    sources.forEach(
        source ->
            source
                .columns()
                .forEach((field, type) -> columns.put(AddedColumns.nameOf(field), type)));
    return columns;
  }

  /** The same configuration with other sources. */
  public TailwaterConfig withSources(List<SourceConfig> others) {
    return new TailwaterConfig(
        pipeline, others, eventTime, endpoints, privacy, trustedProxies, lake, server, gateway);
  }
}
