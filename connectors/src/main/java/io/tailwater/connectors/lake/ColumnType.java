package io.tailwater.connectors.lake;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Types of the columns that the configuration may add to events. */
public enum ColumnType {
  STRING(Types.StringType.get()),
  LONG(Types.LongType.get()),
  DOUBLE(Types.DoubleType.get()),
  BOOLEAN(Types.BooleanType.get());

  private final Type type;

  ColumnType(Type type) {
    this.type = type;
  }

  /** The same in the table. */
  public Type type() {
    return type;
  }
}
