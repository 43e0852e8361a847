package io.tailwater.queries.sql;

import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.testing.LakeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Consoles, and what queries must leave as it was. */
final class SqlConsoles {
  private SqlConsoles() {}

  static SqlConsole open(LakeFixture lake) throws SQLException {
    return new SqlConsole(
        LakeAtCut.newest(lake.lake()).orElseThrow(), new DuckDbLimits(128, 1, 50));
  }

  /** Every file below a directory with what it holds. */
  static Map<Path, String> files(Path directory) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (var all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, hash(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  /** The settings of a console's database and all that its catalog holds. */
  static String state(SqlConsole console) throws SQLException {
    return console.run(
        "SELECT (SELECT string_agg(name || '=' || value, '; ' ORDER BY name) FROM duckdb_settings())"
            + " || (SELECT string_agg(sql, '; ' ORDER BY sql) FROM duckdb_views() WHERE NOT internal)"
            + " || (SELECT count(*) FROM duckdb_tables()) || (SELECT count(*) FROM duckdb_types())"
            + " || (SELECT count(*) FROM duckdb_databases()) || (SELECT count(*) FROM duckdb_functions())"
            + " || (SELECT count(*) FROM duckdb_variables()) || (SELECT count(*) FROM duckdb_secrets())",
        Duration.ofSeconds(10),
        row -> row.next() ? row.getString(1) : null);
  }

  static int drain(ResultSet result) throws SQLException {
    int rows = 0;
    while (rows < 100_000 && result.next()) {
      rows++;
    }
    return rows;
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
