package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.SliceColumn;
import java.util.Arrays;

/**
 * The names of all fields of lines that look alike, each once, and where their values go. That
 * depends on which of them say nothing, or are arrays, only where several fields mean one column;
 * so it is settled by the first such line, and anew when a line differs there.
 */
final class FieldShape {
  /** As many fields as a word has bits. */
  static final int MOST_FIELDS = 64;

  private final FieldName[] names;

  /** Fields that mean a column. */
  private final long columns;

  /**
   * Those of them that others mean too, or that matter to the others, or without which all ends.
   */
  private final long contested;

  private boolean settled;
  private long settledNulls;
  private long settledNested;

  /** Fields whose values are put into a column as they stand, which never fails, and those. */
  private final int[] slices;

  private final SliceColumn[] sliceColumns;
  private int sliceCount;

  /** All other fields in the order in which they are put, and their targets. */
  private final int[] others;

  private final Target[] targets;
  private int otherCount;

  FieldShape(FieldName[] named, int size) {
    names = Arrays.copyOf(named, size);
    slices = new int[size];
    sliceColumns = new SliceColumn[size];
    others = new int[size];
    targets = new Target[size];
    long mean = 0;
    long clash = 0;
    for (int i = 0; i < size; i++) {
      mean |= names[i].column == null ? 0 : 1L << i;
      clash |= names[i].column != null && clashes(names[i]) ? 1L << i : 0;
    }
    columns = mean;
    contested = clash;
  }

  private boolean clashes(FieldName name) {
    int group = name.group;
    return group == Field.TIME.ordinal()
        || group == Field.REQUEST.ordinal()
        || inGroup(group) > 1
        || name.rank >= Meaning.WEAK && inGroup(Field.REQUEST.ordinal()) > 0;
  }

  private long inGroup(int group) {
    return Arrays.stream(names).filter(n -> n.column != null && n.group == group).count();
  }

  int size() {
    return names.length;
  }

  /** Writes the names to the start of {@code to}. */
  void copyNames(FieldName[] to) {
    System.arraycopy(names, 0, to, 0, names.length);
  }

  /** True when it depends on other fields, or matters to them, whether the field is null. */
  boolean isContested(int i) {
    return (contested >>> i & 1) != 0;
  }

  /** True when it is settled for lines in which these fields are null or nested. */
  boolean isSettledFor(long nulls, long nested) {
    return settled && (nulls & contested) == settledNulls && (nested & columns) == settledNested;
  }

  /** Begins to settle for lines in which these fields are null or nested. */
  void settle(long nulls, long nested) {
    settledNulls = nulls & contested;
    settledNested = nested & columns;
    settled = true;
    sliceCount = 0;
    otherCount = 0;
  }

  /** Field {@code i} is put into a column as it stands. */
  void slice(int i, SliceColumn column) {
    slices[sliceCount] = i;
    sliceColumns[sliceCount++] = column;
  }

  /** Field {@code i} is put next. */
  void other(int i, Target target) {
    others[otherCount] = i;
    targets[otherCount++] = target;
  }

  /** Puts the values of a line into the row; false when one cannot be that. */
  boolean fill(byte[] b, int row, FieldList fields, RowValues values) {
    long nulls = fields.nulls();
    for (int n = 0; n < sliceCount; n++) {
      int i = slices[n];
      if ((nulls >>> i & 1) == 0) {
        int from = fields.from(i);
        sliceColumns[n].set(row, b, from, fields.to(i) - from);
      }
    }
    for (int n = 0; n < otherCount; n++) {
      int i = others[n];
      if ((nulls >>> i & 1) == 0 && !values.put(b, fields.from(i), fields.to(i), targets[n])) {
        return false;
      }
    }
    return true;
  }
}
