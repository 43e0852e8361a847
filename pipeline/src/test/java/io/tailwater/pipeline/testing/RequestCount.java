package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the requests {@code /ID/0} to {@code /ID/n} that a load counted against the events in the
 * lake and the lines that still stand in the log's files.
 */
public final class RequestCount {
  private static final List<String> WHOLE = List.of("200", "GET", "2");

  private final LogRotation rotation;
  private final Pattern path;
  private final BitSet committed = new BitSet();
  private final BitSet standing = new BitSet();
  private final long responses;
  private long repeated;
  private long malformed;
  private List<List<Object>> losses;

  private RequestCount(LogRotation rotation, long responses) {
    this.rotation = rotation;
    this.responses = responses;
    this.path = Pattern.compile("/" + rotation.id() + "/(\\d{1,9})");
  }

  /** Counts. */
  public static RequestCount of(
      LogRotation rotation, long responses, CommittedLake lake, Path log) {
    RequestCount count = new RequestCount(rotation, responses);
    count.readLake(lake);
    count.readFiles(log);
    return count;
  }

  /** Lines that are in no event. */
  public long missing() {
    return responses - committed.cardinality();
  }

  /**
   * A missing line is lost when it still stands in a file, when the rotation destroys none, or when
   * the ledger knows of no loss.
   */
  public ScenarioResult result() {
    BitSet unread = (BitSet) standing.clone();
    unread.andNot(committed);
    long lost = rotation.destroys() && !losses.isEmpty() ? unread.cardinality() : missing();
    return new ScenarioResult(
        "nginx " + rotation.id(), lost, repeated, malformed, losses.size(), rotation.destroys());
  }

  @Override
  public String toString() {
    return "%s: %d responses, %d events, %d lines in files, %d missing; %s %s"
        .formatted(
            rotation.id(),
            responses,
            committed.cardinality(),
            standing.cardinality(),
            missing(),
            result(),
            losses);
  }

  private void readLake(CommittedLake lake) {
    String ofSource = " where source = '" + rotation.id() + "'";
    for (List<Object> row :
        lake.query("select path, status, method, bytes from events" + ofSource)) {
      Matcher matcher = path.matcher(String.valueOf(row.get(0)));
      boolean whole = row.subList(1, 4).stream().map(String::valueOf).toList().equals(WHOLE);
      if (!whole || !matcher.matches() || Long.parseLong(matcher.group(1)) >= responses) {
        malformed++;
      } else if (committed.get(Integer.parseInt(matcher.group(1)))) {
        repeated++;
      } else {
        committed.set(Integer.parseInt(matcher.group(1)));
      }
    }
    malformed += lake.number("select count(*) from rejects" + ofSource);
    losses =
        lake.query(
            "select seq, lost, loss_reason, regexp_extract(stream, '[^/]*$') from ledger"
                + ofSource
                + " and loss_reason is not null order by seq");
  }

  private void readFiles(Path log) {
    try (Stream<Path> files = Files.list(log.getParent())) {
      for (Path file : files.filter(f -> f.toString().startsWith(log.toString())).toList()) {
        Matcher matcher = path.matcher(text(file));
        while (matcher.find()) {
          standing.set(Integer.parseInt(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    String name = file.toString();
    String program = name.endsWith(".gz") ? "gzip" : name.endsWith(".zst") ? "zstd" : "cat";
    String[] command =
        program.equals("cat") ? new String[] {"cat", name} : new String[] {program, "-dc", name};
    return Programs.run(file.getParent(), command);
  }
}
