package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How a scenario's logs are read.
 *
 * @param root directory of the scenario; logs are in {@code logs} below it
 * @param patterns which files are read, relative to {@code logs}
 * @param archives what to do with rotated files that no pattern names
 * @param options how the engine goes about it
 * @param maxLineBytes longest line that is handed on whole
 * @param pinning whether files are pinned
 */
record ScenarioSettings(
    Path root,
    List<String> patterns,
    Archives archives,
    TailOptions options,
    int maxLineBytes,
    Pinning pinning) {

  static ScenarioSettings in(Path root) {
    return new ScenarioSettings(
        root,
        List.of("*.log"),
        Archives.CONTINUE,
        TailOptions.defaults(false).withChunkBytes(1 << 16),
        1 << 20,
        pinsEverywhere() ? new Pinning("abc", true) : Pinning.NONE);
  }

  /** The system property {@code scenario.pins}: also what asks for no pins is played with them. */
  static boolean pinsEverywhere() {
    return Boolean.getBoolean("scenario.pins");
  }

  Path logs() {
    return root.resolve("logs");
  }

  FileSelection selection() {
    return selection(patterns.toArray(String[]::new));
  }

  FileSelection selection(String... others) {
    List<String> paths = Arrays.stream(others).map(pattern -> logs() + "/" + pattern).toList();
    return new FileSelection(paths, List.of(), archives);
  }

  ScenarioSettings reading(String... others) {
    return new ScenarioSettings(root, List.of(others), archives, options, maxLineBytes, pinning);
  }

  ScenarioSettings with(Archives other) {
    return new ScenarioSettings(root, patterns, other, options, maxLineBytes, pinning);
  }

  ScenarioSettings with(TailOptions other) {
    return new ScenarioSettings(root, patterns, archives, other, maxLineBytes, pinning);
  }

  ScenarioSettings withMaxLineBytes(int bytes) {
    return new ScenarioSettings(root, patterns, archives, options, bytes, pinning);
  }

  ScenarioSettings pinned() {
    return new ScenarioSettings(
        root, patterns, archives, options, maxLineBytes, new Pinning("abc", true));
  }
}
