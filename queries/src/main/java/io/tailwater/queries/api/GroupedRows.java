package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.lake.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sums of facts by group, a statement for each place that the facts lie in. A group may come
 * several times; its sums add up.
 *
 * <p>What is in memory is grouped by numbers: the words of a group are looked up once a cut, not
 * once a row. For that, a key must be about times or about words, not both.
 */
final class GroupedRows {
  private final Facts facts;
  private final List<Sql> keys;
  private final List<Sql> words = new ArrayList<>();
  private final List<Sql> times = new ArrayList<>();
  private final Detail detail;
  private final BlockSums blocks;
  private boolean mixed;

  /** Sees a group's row. */
  interface Visit {
    /**
     * @param before how many columns come before the sums
     */
    void row(List<Object> key, ResultSet row, int before) throws SQLException;
  }

  GroupedRows(Facts facts, List<Sql> keys) {
    this.facts = facts;
    this.keys = keys;
    detail = Detail.of(textOf(keys));
    blocks = new BlockSums(facts, keys);
    for (Sql key : keys) {
      Detail named = Detail.of(key.text());
      if (named.time() == Detail.Time.NONE) {
        words.add(key);
      } else {
        times.add(key);
        mixed |= !named.dimensions().isEmpty();
      }
    }
  }

  /** What answers the stretches of {@link #inBlocks}, which no statement here does. */
  BlockSums blocks() {
    return blocks;
  }

  List<Facts.Stretch> inBlocks() {
    return mixed ? List.of() : facts.stretchesOf(detail).stream().filter(blocks::answers).toList();
  }

  private List<Facts.Stretch> inTables() {
    return facts.inMemory(detail, this::isLeft);
  }

  private boolean isLeft(Facts.Stretch stretch) {
    return !blocks.answers(stretch);
  }

  /** Sums of {@link Counts#SUMS}. */
  void counts(Visit visit) throws SQLException {
    if (!mixed) {
      for (Facts.Stretch stretch : inTables()) {
        inMemory(stretch, stretch.tier().counts(), Counts.SUMS, visit);
      }
    }
    elsewhere(
        mixed ? facts.counts(detail) : facts.countsElsewhere(detail, this::isLeft),
        Counts.SUMS,
        visit);
  }

  /** Bucket and latencies. */
  void buckets(Visit visit) throws SQLException {
    String sums = "bucket, sum(latencies)::BIGINT AS latencies";
    if (!mixed) {
      for (Facts.Stretch stretch : inTables()) {
        inMemory(stretch, stretch.tier().buckets(), sums, visit);
      }
    }
    elsewhere(
        mixed ? facts.buckets(detail) : facts.bucketsElsewhere(detail, this::isLeft), sums, visit);
  }

  private void elsewhere(Sql from, String sums, Visit visit) throws SQLException {
    if (from.text().isEmpty()) {
      return;
    }
    Sql sql = Sql.of("SELECT ").add(listed(keys, "key")).add(sums + " FROM (").add(from).add(")");
    group(sql, keys.size(), sums);
    facts
        .session()
        .forEach(
            sql,
            row -> {
              List<Object> key = new ArrayList<>(keys.size());
              for (int i = 1; i <= keys.size(); i++) {
                key.add(row.getObject(i));
              }
              visit.row(key, row, keys.size());
            });
  }

  private void inMemory(Facts.Stretch stretch, String table, String sums, Visit visit)
      throws SQLException {
    Tier tier = stretch.tier();
    Sql filter = facts.filters().conditions();
    boolean byNumber = !words.isEmpty();
    // Of places there are few, so that each may be a group and its words be found afterwards.
    boolean byPlace = byNumber && tier == Tier.PLACES && times.isEmpty();
    // Of totals, words can only be the same for all.
    boolean byWords = byNumber && tier.names() != null;
    String number = byPlace ? "place, " : byWords ? "number, " : byNumber ? "1 AS number, " : "";
    Sql sql = Sql.of("SELECT " + number);
    sql.add(listed(times, "time")).add(sums + " FROM (SELECT *");
    sql.add(times.isEmpty() ? "" : ", hour::BIGINT * 3600000000 AS at_us");
    sql.add(" FROM " + table + " WHERE hour >= ? AND hour < ?", stretch.from(), stretch.to());
    if (byWords && !byPlace) {
      sql.add(") JOIN (SELECT id, ").add(rank()).add(" AS number FROM ");
      sql.add(tier.names() + " WHERE true").add(filter).add(") ON id = " + tier.member());
    } else if (!filter.text().isEmpty()) {
      sql.add(" AND " + tier.member() + " IN (SELECT id FROM " + tier.names() + " WHERE true");
      sql.add(filter).add("))");
    } else {
      sql.add(")");
    }
    int columns = times.size() + (byNumber ? 1 : 0);
    group(sql, columns, sums);
    Map<Integer, List<Object>> named = byNumber ? named(tier, byPlace) : Map.of();
    facts
        .session()
        .forEach(
            sql,
            row -> {
              List<Object> found = byNumber ? named.get(row.getInt(1)) : List.of();
              visit.row(times.isEmpty() ? found : key(found, row), row, columns);
            });
  }

  /** The words of each number, or of each place. */
  private Map<Integer, List<Object>> named(Tier tier, boolean byPlace) throws SQLException {
    Sql sql = Sql.of("SELECT DISTINCT " + (byPlace ? "id" : ""));
    sql.add(byPlace ? new Sql() : rank()).add(" AS number, ");
    String from = tier.names() == null ? "(SELECT 1)" : tier.names();
    sql.add(listed(words, "word")).add("true FROM " + from + " WHERE true");
    sql.add(facts.filters().conditions());
    CutSession session = facts.session();
    return session.once(
        new Words(sql.text(), List.copyOf(sql.values())),
        () -> {
          Map<Integer, List<Object>> names = new HashMap<>();
          session.forEach(
              sql,
              row -> {
                List<Object> name = new ArrayList<>();
                for (int i = 0; i < words.size(); i++) {
                  name.add(row.getObject(i + 2));
                }
                names.put(row.getInt(1), name);
              });
          return names;
        });
  }

  private record Words(String sql, List<Object> values) {}

  private Sql rank() {
    Sql rank = Sql.of("(dense_rank() OVER (ORDER BY ");
    for (int i = 0; i < words.size(); i++) {
      rank.add(i == 0 ? "" : ", ").add(words.get(i));
    }
    return rank.add("))::INTEGER");
  }

  /** A key in the order asked, of words that are known and times that stand in the row. */
  private List<Object> key(List<Object> found, ResultSet row) throws SQLException {
    List<Object> key = new ArrayList<>(keys.size());
    int word = 0;
    int column = words.isEmpty() ? 1 : 2;
    for (Sql each : keys) {
      key.add(times.contains(each) ? row.getObject(column++) : found.get(word++));
    }
    return key;
  }

  private static void group(Sql sql, int columns, String sums) {
    boolean buckets = sums.startsWith("bucket");
    StringBuilder positions = new StringBuilder();
    for (int i = 1; i <= columns + (buckets ? 1 : 0); i++) {
      positions.append(i == 1 ? " GROUP BY " : ", ").append(i);
    }
    sql.add(positions.toString());
  }

  private static Sql listed(List<Sql> expressions, String name) {
    Sql list = new Sql();
    for (int i = 0; i < expressions.size(); i++) {
      list.add(expressions.get(i)).add(" AS " + name + i + ", ");
    }
    return list;
  }

  private static String textOf(List<Sql> keys) {
    return keys.stream().map(Sql::text).collect(Collectors.joining(" "));
  }
}
