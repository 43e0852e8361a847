package io.tailwater.connectors.lake.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the configuration: {@code --set} over environment over file over defaults. */
public final class ConfigLoader {
  private static final String FILE_VARIABLE = "TAILWATER_CONFIG";
  private static final Path DEFAULT_FILE = Path.of("tailwater.yaml");

  private ConfigLoader() {}

  /**
   * Loads the configuration.
   *
   * @param file the file that was asked for; if none, the one that {@code TAILWATER_CONFIG} names,
   *     else {@code ./tailwater.yaml}, else no file
   * @param environment the process' environment
   * @param sets {@code key=value} texts, a later one wins
   * @throws ConfigException if anything in it cannot be used; its message is one sentence
   */
  public static LoadedConfig load(
      Optional<Path> file, Map<String, String> environment, List<String> sets) {
    GivenValues values = new GivenValues();
    find(file, environment)
        .ifPresent(found -> YamlLayer.readFile(found.toString(), text(found), environment, values));
    PathLayer.readEnvironment(environment, values);
    PathLayer.readSets(sets, values);
    return new ConfigAssembly(values).assemble();
  }

  /** The configuration with nothing given: no sources, the embedded lake. */
  public static TailwaterConfig defaults() {
    return new ConfigAssembly(new GivenValues()).assemble().config();
  }

  private static Optional<Path> find(Optional<Path> asked, Map<String, String> environment) {
    if (asked.isPresent()) {
      return asked;
    }
    String named = environment.get(FILE_VARIABLE);
    if (named != null && !named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    return Optional.of(DEFAULT_FILE).filter(Files::exists);
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw ConfigException.at(
          file.toString(), "", "there is no such file to read the configuration from");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException binary) {
      throw ConfigException.at(file.toString(), "", "the file is not UTF-8 text");
    } catch (IOException unreadable) {
      throw ConfigException.at(file.toString(), "", "the file cannot be read: " + unreadable);
    }
  }
}
