package io.tailwater.queries.rows;

import io.tailwater.queries.lake.DuckDb;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.lake.TemporaryDirectory;
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
    try (TemporaryDirectory directory = TemporaryDirectory.create("parquet");
        DuckDb database = DuckDb.open(LIMITS)) {
      Path lines = directory.path().resolve("rows.ndjson");
      Path parquet = directory.path().resolve("rows.parquet");
      Files.write(lines, RowBytes.ndjson(rows));
      database.run(copy(rows, lines, parquet));
      return Files.readAllBytes(parquet);
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
