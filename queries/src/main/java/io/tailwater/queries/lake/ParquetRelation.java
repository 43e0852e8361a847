package io.tailwater.queries.lake;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;
import org.apache.iceberg.types.Types.TimestampType;

/**
 * Data files as a relation of DuckDB. Columns are found by field id, not by name, so files written
 * before a column was added or renamed read right.
 */
public final class ParquetRelation {
  private ParquetRelation() {}

  /** An expression for a FROM clause with the columns of the schema, also for no files at all. */
  public static String of(Schema schema, List<String> files) {
    if (files.isEmpty()) {
      return schema.columns().stream()
          .map(column -> "NULL::" + typeOf(column.type()) + " AS " + Sql.name(column.name()))
          .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
    }
    String list = files.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
    String columns =
        schema.columns().stream()
            .map(ParquetRelation::columnOf)
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "read_parquet(" + list + ", schema = " + columns + ")";
  }

  private static String columnOf(NestedField column) {
    return column.fieldId()
        + ": {name: "
        + Sql.literal(column.name())
        + ", type: "
        + Sql.literal(typeOf(column.type()))
        + ", default_value: NULL}";
  }

  /** The type that DuckDB gives a column, in the words of its DESCRIBE. */
  public static String typeName(Type type) {
    return typeOf(type).replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE");
  }

  private static String typeOf(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case DATE -> "DATE";
      case TIME -> "TIME";
      case TIMESTAMP -> ((TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
      case STRING -> "VARCHAR";
      case UUID -> "UUID";
      case BINARY, FIXED -> "BLOB";
      case DECIMAL ->
          "DECIMAL(" + ((DecimalType) type).precision() + "," + ((DecimalType) type).scale() + ")";
      case LIST -> typeOf(((ListType) type).elementType()) + "[]";
      case MAP ->
          "MAP("
              + typeOf(((MapType) type).keyType())
              + ", "
              + typeOf(((MapType) type).valueType())
              + ")";
      case STRUCT ->
          ((StructType) type)
              .fields().stream()
                  .map(field -> Sql.name(field.name()) + " " + typeOf(field.type()))
                  .collect(Collectors.joining(", ", "STRUCT(", ")"));
      default ->
          throw new UnreadableLakeException("No DuckDB type stands for Iceberg's type " + type);
    };
  }
}
