package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.AddedColumns;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** How the columns are written that the configuration has added to events. */
final class AddedEncoders {
  private AddedEncoders() {}

  /** Adds the feeds and encoders of the table's added columns, by field id. */
  static void add(
      Schema schema, Map<Integer, TextFeed> texts, Map<Integer, ColumnEncoder> encoders) {
    for (NestedField column : schema.columns()) {
      int id = column.fieldId();
      if (id >= AddedColumns.FIRST_ID) {
        switch (column.type().typeId()) {
          case STRING ->
              texts.put(
                  id, (chunk, b, rows, from, to) -> chunk.add(b.own.text(id), rows, from, to));
          case LONG -> encoders.put(id, ColumnEncoders.longs(b -> b.own.longs(id)));
          case DOUBLE -> encoders.put(id, ColumnEncoders.doubles(b -> b.own.doubles(id)));
          case BOOLEAN -> encoders.put(id, ColumnEncoders.booleans(b -> b.own.booleans(id)));
          default -> {
            // Another program's: it gets nulls.
          }
        }
      }
    }
  }
}
