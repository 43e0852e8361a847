package io.tailwater.queries.rows;

import io.tailwater.queries.lake.DuckDb;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as a Parquet file. DuckDB writes it, from lines of JSON in a private directory; an answer
 * has some thousand rows at most.
 */
public final class ParquetBytes {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(128, 1, 256);

  private ParquetBytes() {}

  /** The file's bytes. */
  public static byte[] of(Rows rows) throws SQLException {
    try {
      Path directory = Files.createTempDirectory("tailwater-parquet-");
      Path lines = directory.resolve("rows.ndjson");
      Path parquet = directory.resolve("rows.parquet");
      try (DuckDb database = DuckDb.open(LIMITS)) {
        Files.write(lines, RowBytes.ndjson(rows));
        database.run(copy(rows, lines, parquet));
        return Files.readAllBytes(parquet);
      } finally {
        Files.deleteIfExists(lines);
        Files.deleteIfExists(parquet);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a Parquet file", e);
    }
  }

  private static String copy(Rows rows, Path lines, Path parquet) {
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < rows.columns().size(); c++) {
      columns.add(Sql.name(rows.columns().get(c)) + ": " + Sql.literal(rows.types().get(c).sql()));
    }
    if (columns.isEmpty()) {
      // Parquet knows no file without a column.
      columns.add("item: 'VARCHAR'");
    }
    return "COPY (SELECT * FROM read_json("
        + Sql.literal(lines.toString())
        + ", format = 'newline_delimited', columns = {"
        + String.join(", ", columns)
        + "})) TO "
        + Sql.literal(parquet.toString())
        + " (FORMAT parquet, COMPRESSION zstd)";
  }
}
