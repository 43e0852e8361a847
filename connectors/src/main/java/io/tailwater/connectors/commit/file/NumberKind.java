package io.tailwater.connectors.commit.file;

import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The kinds of numbers in Parquet, all of which travel as 64 bits. */
enum NumberKind {
  /** Four bytes, signed. */
  INT(Integer.BYTES) {
    @Override
    void plain(PageBuffer page, long[] values, int count) {
      page.ints(values, count);
    }

    @Override
    void show(Statistics<?> statistics, long key) {
      statistics.updateStats((int) key);
    }
  },

  /** Eight bytes, signed. */
  LONG(Long.BYTES) {
    @Override
    void show(Statistics<?> statistics, long key) {
      statistics.updateStats(key);
    }
  },

  /** Eight bytes, as {@link Double#doubleToLongBits} has them. */
  DOUBLE(Long.BYTES) {
    @Override
    void show(Statistics<?> statistics, long key) {
      statistics.updateStats(Double.longBitsToDouble(flip(key)));
    }
  },

  /** A bit, 0 or 1; too small for a dictionary. */
  BOOLEAN(0) {
    @Override
    void plain(PageBuffer page, long[] values, int count) {
      page.flags(values, count);
    }

    @Override
    void show(Statistics<?> statistics, long key) {
      statistics.updateStats(key != 0);
    }
  };

  /** Bytes of a plain value; 0 for less than one. */
  final int width;

  NumberKind(int width) {
    this.width = width;
  }

  static NumberKind of(PrimitiveTypeName type) {
    return switch (type) {
      case INT32 -> INT;
      case INT64 -> LONG;
      case DOUBLE -> DOUBLE;
      case BOOLEAN -> BOOLEAN;
      default -> throw new IllegalArgumentException("Not a number: " + type);
    };
  }

  /** Puts plain values into a page. */
  void plain(PageBuffer page, long[] values, int count) {
    page.longs(values, count);
  }

  /** What a page's statistics say: its smallest and largest value, and how many rows are null. */
  Statistics<?> statistics(PrimitiveType type, long[] values, int count, int nulls) {
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.incrementNumNulls(nulls);
    if (count > 0) {
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      for (int i = 0; i < count; i++) {
        long key = keyOf(values[i]);
        least = Math.min(least, key);
        most = Math.max(most, key);
      }
      show(statistics, least);
      show(statistics, most);
    }
    return statistics;
  }

  /** Tells statistics of a value that {@link #keyOf} was given. */
  abstract void show(Statistics<?> statistics, long key);

  /** A number whose order among signed ones is that of the value, as {@link Double#compare} has. */
  private long keyOf(long value) {
    return this == DOUBLE ? flip(value) : value;
  }

  /** Negative doubles are ordered by their bits the wrong way round; does and undoes it. */
  private static long flip(long bits) {
    return bits ^ bits >> Long.SIZE - 1 >>> 1;
  }
}
