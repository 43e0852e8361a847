package io.tailwater.queries.lake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a day's block of what a session sees, from its tables or from the lake's files. */
final class BlockReader {
  private final CutSession session;
  private final BlockKind kind;
  private final DayBlocks blocks;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private int[] rowOf = new int[1024];
  private int[] buckets = new int[1024];
  private long[] amounts = new long[1024];
  private int filled;

  /** Which row: its hour, and the number of its words. */
  private record Place(int hour, int member) {}

  private record PlaceNames() {}

  /** Says which place a row is of, the first columns of which say that. */
  private interface Placing {
    Place of(ResultSet row) throws SQLException;
  }

  BlockReader(CutSession session, BlockKind kind, DayBlocks blocks) {
    this.session = session;
    this.kind = kind;
    this.blocks = blocks;
  }

  /**
   * Reads it from the tables in memory.
   *
   * @param day first hour of the day, since the epoch
   */
  DayBlock read(int day) throws SQLException {
    return read(kind.select(true, day), kind.select(false, day), 2, this::placeByNumber);
  }

  /**
   * Reads one or more days together from files.
   *
   * @param files those that may have rows of the days
   */
  DayBlock read(HourSpan days, List<String> files) throws SQLException {
    return read(
        kind.selectOfFiles(true, days, files),
        kind.selectOfFiles(false, days, files),
        1 + kind.words().size(),
        this::placeByWords);
  }

  /**
   * @param before how many columns say which place a row is of
   */
  private DayBlock read(Sql countRows, Sql bucketRows, int before, Placing placing)
      throws SQLException {
    List<Place> places = new ArrayList<>();
    List<long[]> counts = new ArrayList<>();
    List<double[]> latencies = new ArrayList<>();
    session.forEach(
        countRows,
        row -> {
          places.add(placing.of(row));
          long[] sums = new long[DayBlock.COUNTS];
          for (int i = 0; i < sums.length; i++) {
            sums[i] = row.getLong(before + 1 + i);
          }
          counts.add(sums);
          double[] ms = new double[DayBlock.LATENCIES];
          for (int i = 0; i < ms.length && sums[4] > 0; i++) {
            ms[i] = row.getDouble(before + 1 + sums.length + i);
          }
          latencies.add(ms);
        });
    int[] begins = begins(bucketRows, before, placing, places);
    return new DayBlock(
        places.stream().mapToInt(Place::hour).toArray(),
        places.stream().mapToInt(Place::member).toArray(),
        counts.stream().flatMapToLong(Arrays::stream).toArray(),
        latencies.stream().flatMapToDouble(Arrays::stream).toArray(),
        begins,
        buckets,
        amounts);
  }

  /** Reads the buckets of all rows and puts them in the order of the rows. */
  private int[] begins(Sql sql, int before, Placing placing, List<Place> places)
      throws SQLException {
    Map<Place, Integer> rows = new HashMap<>();
    places.forEach(place -> rows.put(place, rows.size()));
    session.forEach(
        sql,
        row -> {
          if (filled == buckets.length) {
            rowOf = Arrays.copyOf(rowOf, 2 * filled);
            buckets = Arrays.copyOf(buckets, 2 * filled);
            amounts = Arrays.copyOf(amounts, 2 * filled);
          }
          rowOf[filled] = rows.get(placing.of(row));
          buckets[filled] = row.getInt(before + 1);
          amounts[filled++] = row.getLong(before + 2);
        });
    int[] begins = new int[places.size() + 1];
    for (int i = 0; i < filled; i++) {
      begins[rowOf[i] + 1]++;
    }
    for (int row = 0; row < places.size(); row++) {
      begins[row + 1] += begins[row];
    }
    int[] next = begins.clone();
    int[] sortedBuckets = new int[filled];
    long[] sortedAmounts = new long[filled];
    for (int i = 0; i < filled; i++) {
      int to = next[rowOf[i]]++;
      sortedBuckets[to] = buckets[i];
      sortedAmounts[to] = amounts[i];
    }
    buckets = sortedBuckets;
    amounts = sortedAmounts;
    return begins;
  }

  private Place placeByWords(ResultSet row) throws SQLException {
    List<Object> words = new ArrayList<>(kind.words().size());
    for (int i = 0; i < kind.words().size(); i++) {
      words.add(row.getObject(2 + i));
    }
    return new Place(row.getInt(1), blocks.number(words));
  }

  private Place placeByNumber(ResultSet row) throws SQLException {
    int hour = row.getInt(1);
    int read = row.getInt(2);
    Integer member = row.wasNull() ? null : (Integer) read;
    Integer number = numbers.get(member);
    if (number == null) {
      number = blocks.number(words(member));
      numbers.put(member, number);
    }
    return new Place(hour, number);
  }

  private List<Object> words(Integer member) throws SQLException {
    return switch (kind) {
      case TOTALS -> List.of();
      case STATUS_HOURS -> Arrays.asList(member);
      case PLACES, PLACE_HOURS -> nameOf(member);
      case PLACE_STATUSES, PLACE_STATUS_HOURS -> {
        List<Object> words = new ArrayList<>(nameOf(BlockKind.placeOf(member)));
        words.add(BlockKind.statusOf(member));
        yield words;
      }
    };
  }

  private List<Object> nameOf(int place) throws SQLException {
    return Objects.requireNonNull(
        session.once(new PlaceNames(), this::placeNames).get(place), "a place has a name");
  }

  private Map<Integer, List<Object>> placeNames() throws SQLException {
    Map<Integer, List<Object>> names = new HashMap<>();
    session.forEach(
        Sql.of("SELECT id, service, endpoint FROM places"),
        row -> names.put(row.getInt(1), Arrays.asList(row.getString(2), row.getString(3))));
    return names;
  }
}
