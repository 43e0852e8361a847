package io.tailwater.connectors.lake;

import java.util.Locale;
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

  /**
   * The type of that name, in lower case.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ColumnType of(String name) {
    for (ColumnType type : values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "The type of a column is string, long, double or boolean, got \"" + name + "\"");
  }

  /** The same in the table. */
  public Type type() {
    return type;
  }
}
