package io.tailwater.pipeline.parse;

import java.util.Arrays;

/** Reads one line into one row. */
interface LineReader {
  /**
   * Fills the row from the line; false when the line is no event, {@link Failure} says why. A plain
   * line is ASCII without a backslash.
   */
  boolean read(byte[] b, int from, int to, boolean plain, int row);

  /**
   * Reads ahead in a batch whose lines nobody has told apart yet: takes in the line at {@code from}
   * if it is one that the reader knows well enough to find its end by itself, and that is UTF-8.
   * The next {@link #read} is of that line then.
   *
   * @param whole true when the line ends at {@code to}, a line feed before or not
   * @return where the line ends, without its line break; {@code from} when it was not taken in
   */
  default int ahead(byte[] b, int from, int to, boolean whole) {
    return from;
  }

  /**
   * Reads the line that starts at {@code from} when it is an ordinary one, which costs much less
   * than finding its end and reading it; {@link OrdinaryLines#read} says what is answered.
   */
  default int readOrdinary(byte[] b, int from, int limit, int row) {
    return OrdinaryLines.NONE;
  }

  /** True when a line may be an ordinary one. */
  default boolean hasOrdinary() {
    return false;
  }

  /** Turns to a file that begins with that line, which is null where nobody knows. */
  default void turnTo(byte[] firstLine) {}

  /** Turns to the next event of the line, to read that; false when there is none. */
  default boolean next() {
    return false;
  }

  /** Where in the line the event begins that was read last; the line begins at {@code from}. */
  default int begin(int from) {
    return from;
  }

  /** Where in the line the event ends that was read last; the line ends at {@code to}. */
  default int end(int to) {
    return to;
  }

  /** True when what was read last is one of a line's events, of which there may be several. */
  default boolean isPart() {
    return false;
  }

  /** Which of the line's events was read last, from 0, where it is one of several. */
  default int part() {
    return 0;
  }

  /**
   * What is kept of what was read last and is no event, which stands from {@code from} to {@code
   * to}: so many bytes at most.
   */
  default Kept kept(byte[] b, int from, int to, int limit) {
    return new Kept(Arrays.copyOfRange(b, from, Math.min(to, from + limit)), 0);
  }

  /**
   * What is kept of a line that is no event.
   *
   * @param raw its bytes
   * @param before how many characters were put before what was read
   */
  record Kept(byte[] raw, int before) {}

  /** True when a line that is no event holds none: it names columns, or is an empty list. */
  default boolean isEmpty(byte[] b, int from, int to) {
    return false;
  }

  /** Values so far that were kept under another name for want of room. */
  default long overflow() {
    return 0;
  }
}
