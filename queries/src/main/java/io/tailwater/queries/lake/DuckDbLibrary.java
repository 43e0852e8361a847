package io.tailwater.queries.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The native library of DuckDB, 70 MB, which the driver unpacks into a temporary file for each
 * process and removes when Java ends in order. A process that is killed, or halts, would leave it;
 * but once the library is loaded, Linux needs its file no more.
 */
final class DuckDbLibrary {
  private static final Path MAPPED = Path.of("/proc/self/maps");
  private static final Pattern UNPACKED = Pattern.compile("(/.*/libduckdb_java\\d+\\.so)");

  private static boolean removed;

  private DuckDbLibrary() {}

  /** Removes the file of the loaded library, once; elsewhere than on Linux, nothing. */
  static synchronized void removeFile() {
    if (removed || !Files.isReadable(MAPPED)) {
      return;
    }
    removed = true;
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      for (String line : Files.readAllLines(MAPPED)) {
        Matcher file = UNPACKED.matcher(line);
        if (file.find() && Path.of(file.group(1)).getParent().equals(temporary)) {
          Files.deleteIfExists(Path.of(file.group(1)));
        }
      }
    } catch (IOException e) {
      // Then the driver's own way must do.
    }
  }
}
