package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads of one cut: everything asked of a session is answered from the same commit. For one thread;
 * closed when the answer is made.
 */
public final class CutSession implements AutoCloseable {
  /** For whoever has no wish. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** Questions of which none is asked again must not fill the memory. */
  private static final int MOST_KNOWN = 500;

  private static final int MONTH = 30 * 24;

  private final PooledConnection connection;
  private final Connections connections;
  private final Published published;
  private final long endNanos;
  private RollupFiles rollupFiles;
  private boolean closed;
  private final ScanReport scanned = new ScanReport();

  /** What becomes of a row. */
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Sees a row. */
  public interface Visit {
    void row(ResultSet row) throws SQLException;
  }

  /** Something that is found out by queries. */
  public interface Finding<T> {
    T find() throws SQLException;
  }

  /**
   * A session of a connection that reads its cut already.
   *
   * @param connections where the connection goes in the end
   * @param longest time for all its queries together; beyond, they fail with {@link
   *     SQLTimeoutException}
   */
  CutSession(PooledConnection connection, Connections connections, Duration longest) {
    endNanos = System.nanoTime() + longest.toNanos();
    this.connection = connection;
    this.connections = connections;
    published = connection.published();
  }

  public LakeAtCut lake() {
    return published.lake();
  }

  /**
   * What depends on nothing but the cut: found out by the first session that asks for it and told
   * to all others, so it must be immutable.
   *
   * @param name what is asked for, of a type of the caller's own
   */
  @SuppressWarnings("unchecked")
  public <T> T once(Object name, Finding<T> finding) throws SQLException {
    Object known = published.known().get(name);
    if (known == null) {
      known = finding.find();
      if (published.known().size() < MOST_KNOWN) {
        published.known().put(name, known);
      }
    }
    return (T) known;
  }

  /**
   * The hour since the epoch from which on the tables of each {@link Tier} hold the rollups; {@link
   * #rollups} has the hours before. It is the first of a day, or {@link Integer#MIN_VALUE} when
   * they hold all.
   */
  public int firstHourInMemory() {
    return published.firstHour();
  }

  /** Whether blocks of days are worth making: not where somebody asks once and goes. */
  public boolean keepsBlocks() {
    return published.firstHour() != Integer.MAX_VALUE;
  }

  /**
   * A day's rollups. Those of a day in memory are known by the load that last touched it, those of
   * another by its files, which never change.
   *
   * @param day first hour of the day, since the epoch
   */
  public DayBlock block(BlockKind kind, int day) throws SQLException {
    DayBlocks blocks = connections.blocks();
    BlockReader reader = new BlockReader(this, kind, blocks);
    if (day >= published.firstHour()) {
      long version = published.days().of(Math.floorDiv(day, 24));
      return blocks.of(kind, day, version, () -> reader.read(day));
    }
    List<String> files = filesOf(day);
    return blocks.of(kind, day, files, () -> reader.read(new HourSpan(day, day + 24), files));
  }

  /**
   * Makes the blocks of days in files that are not there yet, up to a month with one statement: a
   * year's, each with its own, would take several times as long. Days with many rows are fewer,
   * since all of them are in memory at once.
   *
   * @param from first hour of the first day, since the epoch
   * @param to hour after the last one, of which the whole day is made
   * @return first hour of the first day that was not looked at, to go on with when the days before
   *     are used; {@code to} or later when there is none
   */
  public int makeBlocks(BlockKind kind, int from, int to) throws SQLException {
    if (from >= published.firstHour()) {
      return to;
    }
    return connections.blocks().making(() -> makeSome(kind, from, to));
  }

  private int makeSome(BlockKind kind, int from, int to) throws SQLException {
    DayBlocks blocks = connections.blocks();
    int end = Math.min(from + MONTH, Math.min(to, published.firstHour()));
    Set<String> files = new LinkedHashSet<>();
    List<Integer> days = new ArrayList<>();
    long rows = 0;
    int next = from;
    for (; next < end; next += 24) {
      if (!blocks.has(kind, next, filesOf(next))) {
        rows += rollupFiles().rows(next);
        if (!days.isEmpty() && rows > kind.mostRowsAtOnce()) {
          break;
        }
        days.add(next);
        files.addAll(filesOf(next));
      }
    }
    if (days.size() > 1) {
      HourSpan span = new HourSpan(days.get(0), days.get(days.size() - 1) + 24);
      DayBlock all = new BlockReader(this, kind, blocks).read(span, List.copyOf(files));
      for (int day : days) {
        blocks.keep(kind, day, filesOf(day), all.day(day));
      }
    }
    return next;
  }

  private List<String> filesOf(int day) throws SQLException {
    return rollupFiles().of(day);
  }

  private RollupFiles rollupFiles() throws SQLException {
    if (rollupFiles == null) {
      rollupFiles = once(RollupFiles.class, () -> RollupFiles.of(lake()));
    }
    return rollupFiles;
  }

  /** The words of the members of blocks. */
  public List<Object> wordsOf(int member) {
    return connections.blocks().words(member);
  }

  /**
   * The rollups that may be of some hours as they lie in the lake, as an expression for a FROM
   * clause.
   *
   * @param from first hour since the epoch
   * @param to hour after the last one
   */
  public String rollups(int from, int to) {
    return ParquetRelation.of(
        LakeTables.REQUESTS_HOURLY.schema(), lake().rollupFiles(new HourSpan(from, to)));
  }

  /** The events that may lie in a range, as an expression for a FROM clause. */
  public String events(Instant from, Instant to) {
    return relation(LakeTables.EVENTS, lake().eventFiles(from, to));
  }

  /** The rejects that may have been received in a range, as an expression for a FROM clause. */
  public String rejects(Instant from, Instant to) {
    return relation(LakeTables.REJECTS, lake().rejectFiles(from, to));
  }

  /** Which files the relations that were handed out so far are made of. */
  public ScanReport scanned() {
    return scanned;
  }

  /** Takes down that the caller reads files by a relation of its own. */
  public void reads(LakeTables table, List<String> files) {
    scanned.add(table, files);
  }

  private String relation(LakeTables table, List<String> files) {
    scanned.add(table, files);
    return ParquetRelation.of(table.schema(), files);
  }

  /** Runs a query and keeps what becomes of its rows. */
  public <T> List<T> query(Sql sql, Row<T> each) throws SQLException {
    List<T> rows = new ArrayList<>();
    forEach(sql, row -> rows.add(each.of(row)));
    return rows;
  }

  /** Runs a query and hands on each row, in order. */
  public void forEach(Sql sql, Visit visit) throws SQLException {
    PreparedStatement statement = prepare(sql);
    try (ResultSet result = execute(statement)) {
      while (result.next()) {
        visit.row(result);
      }
    } catch (SQLException | RuntimeException e) {
      connection.breakOff();
      statement.close();
      throw e;
    }
    connection.giveBack(sql.text(), statement);
  }

  /** Keeps what a query gives as a table of this session alone, for queries that follow. */
  public void keep(String name, Sql sql) throws SQLException {
    Sql create = Sql.of("CREATE OR REPLACE TEMP TABLE " + Sql.name(name) + " AS ").add(sql);
    connection.change();
    try (PreparedStatement statement = prepare(create)) {
      statement.execute();
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private ResultSet execute(PreparedStatement statement) throws SQLException {
    try {
      return statement.executeQuery();
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement;
    try {
      statement = connection.take(sql.text());
    } catch (SQLException e) {
      throw refused(e);
    }
    try {
      statement.setQueryTimeout(secondsLeft());
      int index = 0;
      for (Object value : sql.values()) {
        statement.setObject(++index, bindable(value));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** Up to the next whole one, since zero is no limit. */
  private int secondsLeft() throws SQLTimeoutException {
    long left = endNanos - System.nanoTime();
    if (left <= 0) {
      connection.breakOff();
      throw new SQLTimeoutException("The queries of an answer took too long");
    }
    return (int) Math.ceil(left / 1e9);
  }

  /** Neither a statement nor a transaction survives an error in DuckDB. */
  private SQLException refused(SQLException e) {
    connection.breakOff();
    UnreadableFiles.refuse(e);
    return e;
  }

  /** A time of a row; null where the row has none. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** A decimal number of a row; null where the row has none. */
  public static Double decimal(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      connections.giveBack(connection);
    }
  }

  private static Object bindable(Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }
}
