package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** What a file says of its row groups and pages, in footer and page index, is true of its rows. */
final class PageIndexLaw {
  private PageIndexLaw() {}

  static void check(InputFile input, String as) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (BlockMetaData block : reader.getRowGroups()) {
        List<Group> rows = rows(reader.readRowGroup(block.getOrdinal()), schema);
        assertThat(rows).as(as).hasSize((int) block.getRowCount());
        PageReadStore again = reader.readRowGroup(block.getOrdinal());
        for (ColumnChunkMetaData column : block.getColumns()) {
          PageReader pages =
              again.getPageReader(schema.getColumnDescription(column.getPath().toArray()));
          check(reader, pages, column, rows, as + " " + column.getPath());
        }
      }
    }
  }

  private static void check(
      ParquetFileReader reader,
      PageReader pages,
      ColumnChunkMetaData column,
      List<Group> rows,
      String as)
      throws IOException {
    OffsetIndex offsets = reader.readOffsetIndex(column);
    ColumnIndex index = reader.readColumnIndex(column);
    long nulls = 0;
    for (int page = 0; page < offsets.getPageCount(); page++) {
      int from = (int) offsets.getFirstRowIndex(page);
      int to = (int) offsets.getLastRowIndex(page, rows.size()) + 1;
      List<Object> slots = slots(rows.subList(from, to), column);
      List<Object> values = slots.stream().filter(Objects::nonNull).toList();
      // Were a row's entries in two pages, one would hold more than its rows have.
      assertThat(pages.readPage().getValueCount()).as(as).isEqualTo(slots.size());
      nulls += slots.size() - values.size();
      if (index != null) {
        assertThat(index.getNullCounts().get(page)).as(as).isEqualTo(slots.size() - values.size());
        assertThat(index.getNullPages().get(page)).as(as).isEqualTo(values.isEmpty());
        PrimitiveType type = column.getPrimitiveType();
        Comparator<Object> order = type.<Object>comparator();
        for (Object value : values) {
          Object least = value(index.getMinValues().get(page), type);
          Object most = value(index.getMaxValues().get(page), type);
          assertThat(order.compare(least, value)).as(as).isLessThanOrEqualTo(0);
          assertThat(order.compare(most, value)).as(as).isGreaterThanOrEqualTo(0);
        }
      }
    }
    assertThat(pages.readPage()).as(as).isNull();
    if (column.getStatistics().isNumNullsSet()) {
      // Parquet leaves statistics with long values out of the footer as a whole.
      assertThat(column.getStatistics().getNumNulls()).as(as).isEqualTo(nulls);
    }
  }

  private static List<Group> rows(PageReadStore pages, MessageType schema) {
    RecordReader<Group> reader =
        new ColumnIOFactory()
            .getColumnIO(schema)
            .getRecordReader(pages, new GroupRecordConverter(schema));
    List<Group> rows = new ArrayList<>();
    for (long i = 0; i < pages.getRowCount(); i++) {
      rows.add(reader.read());
    }
    return rows;
  }

  /** All values of a column, null for each null, which in a map is one for a row without. */
  private static List<Object> slots(List<Group> rows, ColumnChunkMetaData column) {
    List<Object> slots = new ArrayList<>();
    rows.forEach(row -> addSlots(row, column.getPath().toArray(), 0, column, slots));
    return slots;
  }

  private static void addSlots(
      Group group, String[] path, int depth, ColumnChunkMetaData column, List<Object> slots) {
    int field = group.getType().getFieldIndex(path[depth]);
    int count = group.getFieldRepetitionCount(field);
    if (count == 0) {
      slots.add(null);
    } else if (depth == path.length - 1) {
      slots.add(value(group, field, column.getPrimitiveType()));
    } else {
      for (int i = 0; i < count; i++) {
        addSlots(group.getGroup(field, i), path, depth + 1, column, slots);
      }
    }
  }

  private static Object value(Group row, int field, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> row.getInteger(field, 0);
      case INT64 -> row.getLong(field, 0);
      case DOUBLE -> row.getDouble(field, 0);
      case BOOLEAN -> row.getBoolean(field, 0);
      default -> row.getBinary(field, 0);
    };
  }

  private static Object value(ByteBuffer bytes, PrimitiveType type) {
    ByteBuffer ordered = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> ordered.getInt();
      case INT64 -> ordered.getLong();
      case DOUBLE -> ordered.getDouble();
      case BOOLEAN -> ordered.get() != 0;
      default -> Binary.fromConstantByteBuffer(bytes);
    };
  }

  /** A row's values, fields in order; doubles as their bits. */
  static List<Object> bits(Group row) {
    List<Object> values = new ArrayList<>();
    for (int field = 0; field < row.getType().getFieldCount(); field++) {
      values.add(row.getType().getFieldName(field));
      for (int i = 0; i < row.getFieldRepetitionCount(field); i++) {
        if (!row.getType().getType(field).isPrimitive()) {
          values.add(bits(row.getGroup(field, i)));
        } else {
          Object value = value(row, field, row.getType().getType(field).asPrimitiveType());
          values.add(value instanceof Double d ? (Object) Double.doubleToRawLongBits(d) : value);
        }
      }
    }
    return values;
  }
}
