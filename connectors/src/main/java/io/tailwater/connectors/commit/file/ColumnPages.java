package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.BooleanColumn;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.IntColumn;
import io.tailwater.connectors.columns.LongColumn;
import io.tailwater.connectors.columns.SliceColumn;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;

/** How one column becomes pages of our own. */
interface ColumnPages {
  /**
   * Begins the column in a row group.
   *
   * @param buffer shared by all columns of a thread
   * @param distinct true when values are known to repeat hardly ever
   */
  FedChunk<?> open(
      ColumnDescriptor column,
      PageWriter pages,
      PageBuffer buffer,
      PageLimits limits,
      boolean distinct);

  static ColumnPages slices(Function<EventColumns, SliceColumn> of) {
    return text((chunk, b, rows, from, to) -> chunk.add(of.apply(b), rows, from, to));
  }

  static ColumnPages numbered(Function<EventColumns, DictionaryColumn> of) {
    return text((chunk, b, rows, from, to) -> chunk.add(of.apply(b), rows, from, to));
  }

  /** The same text in all rows of a batch. */
  static ColumnPages same(Function<EventColumns, String> of) {
    return text(
        (chunk, b, rows, from, to) ->
            chunk.add(of.apply(b).getBytes(StandardCharsets.UTF_8), to - from));
  }

  static ColumnPages ints(Function<EventColumns, IntColumn> of) {
    return number((chunk, b, rows, from, to) -> chunk.add(of.apply(b), rows, from, to));
  }

  static ColumnPages longs(Function<EventColumns, LongColumn> of) {
    return number((chunk, b, rows, from, to) -> chunk.add(of.apply(b), rows, from, to));
  }

  static ColumnPages doubles(Function<EventColumns, DoubleColumn> of) {
    return number((chunk, b, rows, from, to) -> chunk.add(of.apply(b), rows, from, to));
  }

  static ColumnPages booleans(Function<EventColumns, BooleanColumn> of) {
    return number((chunk, b, rows, from, to) -> chunk.add(of.apply(b), rows, from, to));
  }

  static ColumnPages times() {
    return number((chunk, b, rows, from, to) -> chunk.addTimes(b, rows, from, to));
  }

  static ColumnPages offsets() {
    return number((chunk, b, rows, from, to) -> chunk.addOffsets(b, rows, from, to));
  }

  static ColumnPages attributeKeys() {
    return entries((chunk, b, rows, from, to) -> chunk.addKeys(b.attributes, rows, from, to));
  }

  static ColumnPages attributeValues() {
    return entries((chunk, b, rows, from, to) -> chunk.addValues(b.attributes, rows, from, to));
  }

  /** Many logs have no attributes at all. */
  private static ColumnPages entries(ChunkFeed<EntryChunk> feed) {
    ChunkFeed<EntryChunk> unlessNone =
        (chunk, b, rows, from, to) -> {
          if (b.attributes.end(b.rows() - 1) == 0) {
            chunk.addNulls(to - from);
          } else {
            feed.feed(chunk, b, rows, from, to);
          }
        };
    return (column, pages, buffer, limits, distinct) ->
        new FedChunk<>(new EntryChunk(column, pages, buffer, limits), unlessNone);
  }

  private static ColumnPages text(ChunkFeed<TextChunk> feed) {
    return (column, pages, buffer, limits, distinct) ->
        new FedChunk<>(new TextChunk(column, pages, buffer, limits, distinct), feed);
  }

  private static ColumnPages number(ChunkFeed<NumberChunk> feed) {
    return (column, pages, buffer, limits, distinct) ->
        new FedChunk<>(new NumberChunk(column, pages, buffer, limits, distinct), feed);
  }
}
