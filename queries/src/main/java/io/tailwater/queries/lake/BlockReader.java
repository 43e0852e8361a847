package io.tailwater.queries.lake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a day's block of what a session sees. */
final class BlockReader {
  private final CutSession session;
  private final BlockKind kind;
  private final DayBlocks blocks;
  private int[] rowOf = new int[1024];
  private int[] buckets = new int[1024];
  private long[] amounts = new long[1024];
  private int filled;

  /** Which row: its hour, and its member as the tables number it; null for no status. */
  private record Place(int hour, Integer member) {}

  private record PlaceNames() {}

  BlockReader(CutSession session, BlockKind kind, DayBlocks blocks) {
    this.session = session;
    this.kind = kind;
    this.blocks = blocks;
  }

  /**
   * Reads it.
   *
   * @param day first hour of the day, since the epoch
   */
  DayBlock read(int day) throws SQLException {
    List<Place> places = new ArrayList<>();
    List<long[]> counts = new ArrayList<>();
    List<double[]> latencies = new ArrayList<>();
    session.forEach(
        kind.select(true, day),
        row -> {
          places.add(place(row));
          long[] sums = new long[DayBlock.COUNTS];
          for (int i = 0; i < sums.length; i++) {
            sums[i] = row.getLong(3 + i);
          }
          counts.add(sums);
          double[] ms = new double[DayBlock.LATENCIES];
          for (int i = 0; i < ms.length && sums[4] > 0; i++) {
            ms[i] = row.getDouble(3 + sums.length + i);
          }
          latencies.add(ms);
        });
    int[] begins = begins(day, places);
    int[] members = new int[places.size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = number(places.get(i).member());
    }
    return new DayBlock(
        places.stream().mapToInt(Place::hour).toArray(),
        members,
        counts.stream().flatMapToLong(Arrays::stream).toArray(),
        latencies.stream().flatMapToDouble(Arrays::stream).toArray(),
        begins,
        buckets,
        amounts);
  }

  /** Reads the buckets of all rows and puts them in the order of the rows. */
  private int[] begins(int day, List<Place> places) throws SQLException {
    Map<Place, Integer> rows = new HashMap<>();
    places.forEach(place -> rows.put(place, rows.size()));
    session.forEach(
        kind.select(false, day),
        row -> {
          if (filled == buckets.length) {
            rowOf = Arrays.copyOf(rowOf, 2 * filled);
            buckets = Arrays.copyOf(buckets, 2 * filled);
            amounts = Arrays.copyOf(amounts, 2 * filled);
          }
          rowOf[filled] = rows.get(place(row));
          buckets[filled] = row.getInt(3);
          amounts[filled++] = row.getLong(4);
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

  private static Place place(ResultSet row) throws SQLException {
    int hour = row.getInt(1);
    int member = row.getInt(2);
    return new Place(hour, row.wasNull() ? null : (Integer) member);
  }

  private int number(Integer member) throws SQLException {
    return switch (kind) {
      case TOTALS -> blocks.number(List.of());
      case STATUS_HOURS -> blocks.number(Arrays.asList(member));
      case PLACES, PLACE_HOURS -> blocks.number(nameOf(member));
      case PLACE_STATUSES, PLACE_STATUS_HOURS -> {
        List<Object> words = new ArrayList<>(nameOf(BlockKind.placeOf(member)));
        words.add(BlockKind.statusOf(member));
        yield blocks.number(words);
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
