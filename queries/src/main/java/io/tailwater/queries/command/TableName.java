package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a table's name. */
final class TableName implements ITypeConverter<LakeTables> {

  @Override
  public LakeTables convert(String name) {
    return Arrays.stream(LakeTables.values())
        .filter(table -> table.tableName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "a table is one of "
                        + Arrays.stream(LakeTables.values())
                            .map(LakeTables::tableName)
                            .collect(Collectors.joining(", "))
                        + ", got '"
                        + name
                        + "'"));
  }
}
