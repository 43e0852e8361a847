package io.tailwater.queries.command;

import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.api.TimeText;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as the API does. */
final class TimeArgument implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return TimeText.parse("time", text, Instant.now());
    } catch (BadParameterException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
