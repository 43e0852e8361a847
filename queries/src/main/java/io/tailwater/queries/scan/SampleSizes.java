package io.tailwater.queries.scan;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.lake.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the same rows are in several formats. Up to a number of rows are written to a temporary
 * directory, measured and removed.
 *
 * @param rows how many rows were written
 * @param all whether these are all that the scan finds
 * @param bytes size by format
 */
public record SampleSizes(long rows, boolean all, Map<String, Long> bytes) {
  private static final Map<String, String> FORMATS = new LinkedHashMap<>();

  static {
    FORMATS.put("csv", "FORMAT csv");
    FORMATS.put("json", "FORMAT json");
    FORMATS.put("parquet", "FORMAT parquet, COMPRESSION zstd");
  }

  /**
   * Writes and measures.
   *
   * @param most how many rows at most
   */
  public static SampleSizes of(
      FileSession session, LakeTables table, TableScanPlan plan, RowFilter filter, long most)
      throws SQLException, IOException {
    List<String> files =
        plan.locations().stream().map(at -> LocalFileIO.pathOf(at).toString()).toList();
    session.run(
        Sql.of("CREATE OR REPLACE TEMP TABLE sample AS SELECT * FROM ")
            .add(session.relation(table, files))
            .add(" WHERE ")
            .add(filter.sql())
            .add(" LIMIT " + (most + 1)));
    long found = count(session);
    try (TemporaryDirectory directory = TemporaryDirectory.create("sizes")) {
      Map<String, Long> bytes = new LinkedHashMap<>();
      for (Map.Entry<String, String> format : FORMATS.entrySet()) {
        Path file = directory.path().resolve("rows." + format.getKey());
        session.run(
            Sql.of(
                "COPY (SELECT * FROM sample LIMIT "
                    + most
                    + ") TO "
                    + Sql.literal(file.toString())
                    + " ("
                    + format.getValue()
                    + ")"));
        bytes.put(format.getKey(), Files.size(file));
      }
      return new SampleSizes(Math.min(found, most), found <= most, bytes);
    }
  }

  private static long count(FileSession session) throws SQLException {
    return session.query(Sql.of("SELECT count(*) FROM sample"), row -> row.getLong(1)).get(0);
  }
}
