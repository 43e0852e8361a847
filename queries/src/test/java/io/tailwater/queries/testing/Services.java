package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.connectors.lake.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of query services for tests. */
public final class Services {
  private Services() {}

  /** The defaults on a free port of loopback, at any rate, with some values over them. */
  public static ServerConfig config(String... sets) {
    List<String> all =
        new ArrayList<>(List.of("server.listen=127.0.0.1:0", "server.rate_limit=1000000"));
    all.addAll(List.of(sets));
    return ConfigLoader.load(Optional.empty(), Map.of(), all).config().server();
  }
}
