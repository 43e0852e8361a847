package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.AttributesColumn;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;

/**
 * The keys or the values of a column of maps, of one row group, from entries to Parquet pages: what
 * {@link TextChunk} is for texts that do not repeat.
 *
 * <p>Parquet stores the entries of all rows one behind the other, in slots, and a row without a map
 * has a slot as well. Two levels a slot tell them apart:
 *
 * <ul>
 *   <li>The repetition level is 0 in the first slot of a row, and 1 in its others.
 *   <li>The definition level is the greatest one where there is a value, one less in an entry
 *       without a value, and 0 in a row without a map. (A map without entries would have 1; batches
 *       have none.)
 * </ul>
 *
 * Here a page is an array of numbers, one a slot, 0 for null, and the number of entries of each
 * row. Only when the page ends, levels are made of them. It only ends behind a whole row, or
 * readers could not find rows by page. No bytes of the caller are kept. Not thread-safe.
 */
final class EntryChunk implements Chunk {
  private final PageLimits limits;
  private final int most;

  /** So many slots of a page are enough, however few rows they are. */
  private final int enoughSlots;

  private final TextPages pages;
  private final Translation translation;

  private int[] ids = new int[256];
  private int[] entries = new int[256];
  private int[] levels = new int[0];
  private int slots;
  private int rows;

  /** Slots without a value, and among them those of rows without a map. */
  private int nulls;

  private int bare;

  /**
   * @param column of keys or values of a map
   * @param buffer shared by chunks of one thread
   */
  EntryChunk(ColumnDescriptor column, PageWriter pages, PageBuffer buffer, PageLimits limits) {
    this.limits = limits;
    this.most = column.getMaxDefinitionLevel();
    this.enoughSlots = Math.max(1, limits.bytes() / Integer.BYTES);
    this.pages = new TextPages(column, pages, buffer, limits, false);
    this.translation = new Translation(this.pages.dictionary);
  }

  /** Adds the keys of the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void addKeys(AttributesColumn maps, int[] chosen, int from, int to) {
    translation.follow(maps.keys());
    for (int i = from; i < to; i++) {
      int first = maps.first(chosen[i]);
      int end = maps.end(chosen[i]);
      begin(end - first);
      for (int entry = first; entry < end; entry++) {
        int key = maps.keyId(entry);
        if (pages.plain()) {
          byte[] bytes = translation.value(key);
          pages.add(bytes, 0, bytes.length);
          ids[slots++] = 1;
        } else {
          ids[slots++] = translation.of(key);
        }
      }
      endFullPage();
    }
  }

  /** Adds the values of the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void addValues(AttributesColumn maps, int[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      int first = maps.first(chosen[i]);
      int end = maps.end(chosen[i]);
      begin(end - first);
      for (int entry = first; entry < end; entry++) {
        byte[] base = maps.base(entry);
        if (base == null) {
          ids[slots++] = 0;
          nulls++;
        } else if (pages.plain()) {
          pages.add(base, maps.start(entry), maps.length(entry));
          ids[slots++] = 1;
        } else {
          ids[slots++] = pages.dictionary.idOf(base, maps.start(entry), maps.length(entry));
        }
      }
      endFullPage();
    }
  }

  /** Adds rows without maps. */
  void addNulls(int count) {
    int left = count;
    while (left > 0) {
      int more = Math.min(left, Math.min(limits.rows() - rows, enoughSlots - slots));
      room(more, more);
      Arrays.fill(ids, slots, slots + more, 0);
      Arrays.fill(entries, rows, rows + more, 0);
      slots += more;
      rows += more;
      nulls += more;
      bare += more;
      left -= more;
      endFullPage();
    }
  }

  @Override
  public long bufferedBytes() {
    return pages.bufferedBytes() + (long) Integer.BYTES * (slots + rows);
  }

  @Override
  public void end() {
    if (rows > 0) {
      endPage();
    }
    pages.endDictionary();
  }

  /** Begins a row, with a slot of null when it has no entries. */
  private void begin(int count) {
    room(1, Math.max(1, count));
    entries[rows++] = count;
    if (count == 0) {
      ids[slots++] = 0;
      nulls++;
      bare++;
    }
  }

  private void room(int moreRows, int moreSlots) {
    if (ids.length < slots + moreSlots) {
      ids = Arrays.copyOf(ids, Math.max(slots + moreSlots, ids.length * 2));
    }
    if (entries.length < rows + moreRows) {
      entries = Arrays.copyOf(entries, Math.max(rows + moreRows, rows * 2));
    }
  }

  private void endFullPage() {
    if (rows == limits.rows() || slots >= enoughSlots || pages.full()) {
      endPage();
    }
  }

  private void endPage() {
    PageBuffer buffer = pages.levels();
    buffer.repetitions(entries, rows, slots);
    if (nulls == 0 || bare == slots) {
      buffer.sameLevels(nulls == 0 ? most : 0, slots, most);
    } else {
      buffer.levels(definitions(), slots, most);
    }
    pages.end(ids, slots, rows, nulls, false);
    slots = 0;
    rows = 0;
    nulls = 0;
    bare = 0;
  }

  private int[] definitions() {
    if (levels.length < slots) {
      levels = new int[ids.length];
    }
    int slot = 0;
    for (int row = 0; row < rows; row++) {
      if (entries[row] == 0) {
        levels[slot++] = 0;
      }
      for (int end = slot + entries[row]; slot < end; slot++) {
        levels[slot] = ids[slot] == 0 ? most - 1 : most;
      }
    }
    return levels;
  }
}
