package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.queries.Json;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Micros;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which page of a list an inquiry asks for, and what names the next one. A page is of the same
 * question as the first, only its form and how many rows it has may change.
 *
 * @param route path of the answer
 * @param question a sum over what is asked
 * @param cursor where the page begins; empty for the first
 */
record Paging(String route, String question, Optional<Cursor> cursor) {
  /** Of an answer that has no pages. */
  static final Paging NONE = new Paging("", "", Optional.empty());

  /**
   * Reads which page is asked for.
   *
   * @throws BadParameterException when the cursor is damaged, or of another question
   */
  static Paging of(String route, Parameters parameters) {
    String question =
        Cursor.sumOf(Json.write(parameters.without(Cursor.NAME, "limit", Answers.FORMAT)));
    Optional<Cursor> cursor = parameters.one(Cursor.NAME).map(Cursor::read);
    cursor.ifPresent(
        c -> {
          if (!c.route().equals(route)) {
            throw new BadParameterException(
                Cursor.NAME, "'cursor' is of " + c.route() + ", not of " + route);
          }
          if (!c.question().equals(question)) {
            throw new BadParameterException(
                Cursor.NAME,
                "'cursor' wants the same parameters as the page before, 'limit' and 'format' apart");
          }
        });
    return new Paging(route, question, cursor);
  }

  /** The range that the first page had; empty when this is the first. */
  Optional<TimeRange> range() {
    return cursor.map(Cursor::range);
  }

  /** Which cut the page must be of; empty when this is the first. */
  Optional<Predicate<Cut>> cut() {
    return cursor.map(c -> cut -> cut.ledgerSnapshot() == c.ledgerSnapshot());
  }

  /** Whether this is the first page. */
  boolean isFirst() {
    return cursor.isEmpty();
  }

  /** Text that tells the last row of the page before. */
  String text(int index) {
    List<String> position = cursor.orElseThrow().position();
    if (index >= position.size()) {
      throw Cursor.damaged();
    }
    return position.get(index);
  }

  /** A number that tells the last row of the page before. */
  long whole(int index) {
    try {
      return Long.parseLong(text(index));
    } catch (NumberFormatException e) {
      throw Cursor.damaged();
    }
  }

  /** A time, as microseconds, that tells the last row of the page before. */
  Instant time(int index) {
    return Cursor.sane(Micros.toInstant(whole(index)));
  }

  /** What names the page after a row; the numbers and texts are what this class gives back. */
  String after(LakeAtCut lake, TimeRange range, Object... position) {
    return new Cursor(
            route,
            question,
            lake.cut().seq(),
            lake.cut().ledgerSnapshot(),
            range,
            Arrays.stream(position).map(String::valueOf).toList())
        .write();
  }
}
