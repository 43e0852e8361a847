package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.connectors.lake.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Where the configuration comes from; in every command that needs one. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file; else $TAILWATER_CONFIG, else ./tailwater.yaml.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A value over that of file and environment; may be given often.")
  private List<String> sets = new ArrayList<>();

  /**
   * Loads the configuration.
   *
   * @param moreSets {@code key=value} texts of the command's own, which win over the user's
   */
  LoadedConfig load(String... moreSets) {
    List<String> all = new ArrayList<>(sets);
    all.addAll(List.of(moreSets));
    return ConfigLoader.load(file(), System.getenv(), all);
  }

  /**
   * Takes out those {@code --set} that are not for the configuration, and returns them.
   *
   * @param isOther tells by the key
   */
  List<String> takeSets(Predicate<String> isOther) {
    List<String> others =
        sets.stream().filter(set -> isOther.test(set.split("=", 2)[0].strip())).toList();
    sets.removeAll(others);
    return others;
  }

  /** The file that was asked for. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}
