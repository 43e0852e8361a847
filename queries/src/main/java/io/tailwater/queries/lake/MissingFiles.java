package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LocalFileIO;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB names a data file that it does not find, but neither the table nor what to do. */
public final class MissingFiles {
  private static final Pattern FILE = Pattern.compile("\"([^\"]+\\.parquet)\"");

  private MissingFiles() {}

  /**
   * Does nothing unless it is for want of a file that DuckDB failed.
   *
   * @throws UnreadableLakeException which names the file and its table
   */
  public static void refuse(SQLException failure) {
    Matcher file = FILE.matcher(String.valueOf(failure.getMessage()));
    while (file.find()) {
      if (!Files.exists(Path.of(file.group(1)))) {
        throw new UnreadableLakeException(LocalFileIO.missing(file.group(1)).getMessage(), failure);
      }
    }
  }
}
