package io.tailwater.queries.sql;

import io.tailwater.queries.lake.DuckDb;
import io.tailwater.queries.lake.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The second lock: DuckDB opens the data files and its temporary directory, knows no network, loads
 * no extension, and keeps it so. It does not tell reading from writing: a COPY that passed the
 * first lock and knew the name of a data file could still write there, which only the rights of the
 * process on the warehouse can stop.
 */
final class LockedSettings {
  /** Whether rows are computed while they are read; the only setting that may still be changed. */
  static final String STREAMING = "jdbc_stream_results";

  private LockedSettings() {}

  static void apply(Connection connection, List<String> files, Path temporary) throws SQLException {
    String directory = Sql.literal(temporary.toString());
    for (String setting :
        List.of(
            "allow_community_extensions = false",
            "allow_extension_repositories = 'forbidden'",
            "allow_persistent_secrets = false",
            "secret_directory = " + directory,
            "home_directory = " + directory,
            "disabled_filesystems = 'HTTPFileSystem,S3FileSystem,HuggingFaceFileSystem'",
            "catalog_error_max_schemas = 0",
            "pivot_limit = 1000",
            STREAMING + " = true",
            "allowed_configs = [" + Sql.literal(STREAMING) + "]",
            "allowed_paths = " + list(files),
            "enable_external_access = false",
            "lock_configuration = true")) {
      DuckDb.run(connection, "SET " + setting);
    }
  }

  private static String list(List<String> files) {
    return files.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
  }
}
