package io.tailwater.queries.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * People's own SQL over {@link LakeViews}. Two locks, because either alone has been picked: only
 * queries pass (DuckDB accepts COPY and INSERT inside a WITH, so the parsed statement is looked
 * through), and the database may open nothing but the data files of the cut and keeps these
 * settings.
 */
public final class SqlConsole implements AutoCloseable {
  private static final Set<String> QUERY_NODES =
      Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DuckDb database;
  private final Connection connection;

  /** What becomes of a result. */
  public interface Reader<T> {
    T read(ResultSet result) throws SQLException;
  }

  public SqlConsole(LakeAtCut lake, DuckDbLimits limits) throws SQLException {
    database = DuckDb.open(limits);
    connection = database.connect();
    createViews(lake);
    List<String> files = new ArrayList<>();
    for (LakeTables table : LakeTables.values()) {
      files.addAll(lake.files(table));
    }
    DuckDb.run(
        connection,
        "SET allowed_paths = "
            + files.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]")));
    DuckDb.run(connection, "SET enable_external_access = false");
    DuckDb.run(connection, "SET lock_configuration = true");
  }

  private void createViews(LakeAtCut lake) throws SQLException {
    try {
      LakeViews.create(connection, lake);
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
  }

  /**
   * Runs one query.
   *
   * @throws RefusedSqlException if it is anything but one query
   * @throws UnreadableLakeException if a file of the lake is missing
   * @throws SQLException if DuckDB cannot run it
   */
  public <T> T query(String sql, Reader<T> reader) throws SQLException {
    check(sql);
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return reader.read(result);
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    database.close();
  }

  private void check(String sql) throws SQLException {
    JsonNode parsed = parse(sql);
    if (parsed.path("error").asBoolean()) {
      throw new RefusedSqlException(
          "Only a query (SELECT, WITH, DESCRIBE) is accepted" + syntaxError(parsed));
    }
    if (parsed.path("statements").size() != 1) {
      throw new RefusedSqlException("One query at a time, got " + parsed.path("statements").size());
    }
    refuseOtherNodes(parsed);
  }

  /** What is wrong with a query; nothing for a statement that is none. */
  private static String syntaxError(JsonNode parsed) {
    boolean otherStatement = parsed.path("error_type").asText().equals("not implemented");
    return otherStatement ? "" : ": " + parsed.path("error_message").asText();
  }

  private JsonNode parse(String sql) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return JSON.readTree(result.getString(1));
      }
    } catch (JsonProcessingException e) {
      throw new RefusedSqlException("The query cannot be looked through, so it is not run");
    }
  }

  private static void refuseOtherNodes(JsonNode node) {
    String type = node.path("type").asText();
    if (type.endsWith("_NODE") && !QUERY_NODES.contains(type)) {
      throw new RefusedSqlException("Only queries are accepted, but this one has a " + type);
    }
    node.forEach(SqlConsole::refuseOtherNodes);
  }
}
