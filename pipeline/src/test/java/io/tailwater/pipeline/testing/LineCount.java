package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the lines that a log was given, numbered from 0, against the events in the lake and the
 * lines that still stand in the log's files, packed ones too.
 */
public final class LineCount {
  private static final Pattern LINE =
      Pattern.compile("\"GET (\\S+) HTTP/1.1\" (\\d+) (\\d+) \"-\" \"([^\"\n]*)\"\n");

  private final String source;
  private final long written;
  private final LineLaw law;
  private final CommittedLake lake;
  private final BitSet committed = new BitSet();
  private final BitSet standing = new BitSet();
  private long repeated;
  private long malformed;
  private List<List<Object>> losses;
  private long bytesLost;
  private long streamsUnaccounted;
  private long longest;

  private LineCount(String source, long written, LineLaw law, CommittedLake lake) {
    this.source = source;
    this.written = written;
    this.law = law;
    this.lake = lake;
  }

  /**
   * Counts.
   *
   * @param source id of the source that follows this log and no other
   * @param log the name that the log is written under
   * @param written how many lines the log was given
   */
  public static LineCount of(
      String source, Path log, long written, LineLaw law, CommittedLake lake) {
    LineCount count = new LineCount(source, written, law, lake);
    count.readLake();
    count.readFiles(log);
    return count;
  }

  /** Lines that are in no event. */
  public long missing() {
    return written - committed.cardinality();
  }

  /** Lines that are in the lake. */
  public long committed() {
    return committed.cardinality();
  }

  /** The most bytes that what is missing can be: lines that are gone are no longer than others. */
  public long bytesMissingAtMost() {
    return missing() * longest;
  }

  /** Bytes that the ledger says are lost, as far as it knows. */
  public long bytesLost() {
    return bytesLost;
  }

  /**
   * A missing line is lost when it still stands in a file, when nothing destroys lines, or when
   * some of what is missing had been seen and is on no record.
   *
   * <p>Whoever destroys lines may do so before anybody has seen them: they were written after the
   * last look and cut off before the next, so no record tells of them. What was seen is another
   * matter, and the ledger itself says what was: the end of a stream as it was known. So each
   * stream is either read that far or has a record of a loss.
   *
   * @param destroys whoever writes or rotates the log destroys lines
   */
  public ScenarioResult result(String scenario, boolean destroys) {
    long lost = destroys && streamsUnaccounted == 0 ? unread().cardinality() : missing();
    return new ScenarioResult(scenario, lost, repeated, malformed, losses.size(), destroys);
  }

  /**
   * The same, for a writer that says what it destroyed: of what was read in part, the stream that
   * got furthest must have a loss in the ledger. What nobody had begun to read may be gone unseen.
   */
  public ScenarioResult result(String scenario, List<BitSet> destructions) {
    BitSet lost = unread();
    Set<Integer> recorded = linesOfStreamsWithALoss();
    for (BitSet destroyed : destructions) {
      BitSet read = (BitSet) destroyed.clone();
      read.and(committed);
      if (!read.isEmpty() && !recorded.contains(read.length() - 1)) {
        destroyed.stream().filter(line -> !committed.get(line)).forEach(lost::set);
      }
    }
    return new ScenarioResult(
        scenario, lost.cardinality(), repeated, malformed, losses.size(), true);
  }

  private Set<Integer> linesOfStreamsWithALoss() {
    Set<Integer> lines = new HashSet<>();
    lake.forEach(
        "select path, status, bytes, user_agent from events where source = '"
            + source
            + "' and stream in (select stream from ledger where loss_reason is not null)",
        row -> number(row).ifPresent(lines::add));
    return lines;
  }

  /** Lines that stand in a file and are in no event. */
  private BitSet unread() {
    BitSet unread = (BitSet) standing.clone();
    unread.andNot(committed);
    return unread;
  }

  @Override
  public String toString() {
    int unread = unread().cardinality();
    String first = unread == 0 ? "" : " (the first is line " + unread().nextSetBit(0) + ")";
    return "%s: %d lines, %d events, %d standing, %d missing, of which %d stand%s, %d repeated, %d malformed, %d streams not read as far as they were seen, %d losses of %d bytes %s"
        .formatted(
            source,
            written,
            committed.cardinality(),
            standing.cardinality(),
            missing(),
            unread,
            first,
            repeated,
            malformed,
            streamsUnaccounted,
            losses.size(),
            bytesLost,
            losses.subList(0, Math.min(6, losses.size())));
  }

  private void readLake() {
    String ofSource = " where source = '" + source + "'";
    lake.forEach(
        "select path, status, bytes, user_agent from events" + ofSource,
        row -> {
          OptionalInt number = number(row);
          if (number.isEmpty()) {
            malformed++;
          } else if (committed.get(number.getAsInt())) {
            repeated++;
          } else {
            committed.set(number.getAsInt());
          }
        });
    malformed += lake.number("select count(*) from rejects" + ofSource);
    losses =
        lake.query(
            "select seq, lost, loss_reason, regexp_extract(stream, '[^/]*$') from ledger"
                + ofSource
                + " and loss_reason is not null order by seq");
    bytesLost = lake.number("select coalesce(sum(lost), 0) from ledger" + ofSource);
    streamsUnaccounted =
        lake.number(
            "select count(*) from (select stream from ledger"
                + ofSource
                + " group by stream having count(loss_reason) = 0"
                + " and max(end_offset) > max(to_offset))");
  }

  private OptionalInt number(List<Object> row) {
    return number(text(row, 0), text(row, 1), text(row, 2), text(row, 3));
  }

  private OptionalInt number(String path, String status, String bytes, String userAgent) {
    OptionalInt number = law.number(path, status, bytes, userAgent);
    return number.isPresent() && number.getAsInt() < written ? number : OptionalInt.empty();
  }

  private static String text(List<Object> row, int column) {
    return String.valueOf(row.get(column));
  }

  private void readFiles(Path log) {
    try (Stream<Path> files = Files.list(log.getParent())) {
      for (Path file : files.filter(f -> f.toString().startsWith(log.toString())).toList()) {
        String text = Programs.unpacked(file);
        longest = Math.max(longest, text.lines().mapToInt(String::length).max().orElse(0) + 1);
        Matcher line = LINE.matcher(text);
        while (line.find()) {
          number(line.group(1), line.group(2), line.group(3), line.group(4))
              .ifPresent(standing::set);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
