package io.tailwater.queries.http;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request that takes none of the forms that there are. */
final class NotAcceptableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param mediaTypes what there is
   */
  NotAcceptableException(Stream<String> mediaTypes) {
    super(
        "The Accept header takes none of "
            + mediaTypes.collect(Collectors.joining(", "))
            + "; the parameter 'format' chooses one whatever the header says");
  }
}
