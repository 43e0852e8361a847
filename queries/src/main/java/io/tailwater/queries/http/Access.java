package io.tailwater.queries.http;

import io.tailwater.connectors.lake.KeyFile;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.connectors.lake.config.LimitsConfig;
import io.tailwater.connectors.lake.config.ListenAddress;
import io.tailwater.connectors.lake.config.ServerConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may ask, where, and how much.
 *
 * @param listen where the service listens
 * @param keys the API keys; empty lets everyone in
 * @param limits what each may take
 */
public record Access(ListenAddress listen, Optional<KeyFile> keys, LimitsConfig limits) {

  /**
   * What the configuration says.
   *
   * @throws IOException when the keys cannot be read
   */
  public static Access of(ServerConfig config) throws IOException {
    Optional<KeyFile> keys =
        config.keysFile() == null
            ? Optional.empty()
            : Optional.of(read(Path.of(config.keysFile())));
    return new Access(config.listen(), keys, config.limits());
  }

  /** What whoever starts the service should know; empty when nothing. */
  public Optional<String> advice() {
    boolean shut =
        keys.isPresent()
            && keys.get().now().all().stream().noneMatch(key -> key.allows(KeyScope.READ));
    return shut
        ? Optional.of("no API key may read yet: ./tailwater keys create makes one")
        : Optional.empty();
  }

  private static KeyFile read(Path file) throws IOException {
    try {
      return new KeyFile(file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "server.auth.keys_file is "
              + file
              + ", which is not there: ./tailwater keys create makes it with a first key",
          e);
    } catch (IOException e) {
      throw new IOException("server.auth.keys_file cannot be used: " + e.getMessage(), e);
    }
  }

  /** Everybody who reaches the address, as much as there is. */
  static Access unlimited(String host, int port) {
    return new Access(
        new ListenAddress(host, port),
        Optional.empty(),
        new LimitsConfig(1e9, 1000, Duration.ofHours(1)));
  }
}
