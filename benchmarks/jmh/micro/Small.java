package micro;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LatencySketch;
import io.tailwater.pipeline.rollup.SeriesTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The small steps that every line, or every row of a rollup, goes through; nanoseconds of each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Small {
  private static final int MERGED = 100;

  /** Lines in each format. */
  @State(Scope.Thread)
  public static class Text {
    @Param({"combined", "timed", "json", "logfmt"})
    public String format;

    Lines lines;
    final EventColumns columns = new EventColumns();

    @Setup
    public void make() {
      lines =
          new Lines(
              format.equals("timed")
                  ? "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
                      + " \"$http_referer\" \"$http_user_agent\" $request_time"
                  : format);
    }
  }

  /** Parsed lines. */
  @State(Scope.Thread)
  public static class Rows {
    final EventColumns columns = new EventColumns();
    final SeriesTable series = new SeriesTable();
    final List<HourlyDelta> deltas = new ArrayList<>();

    @Setup
    public void make() {
      new Lines("json").into(columns);
      series.add(columns);
      series.drain(columns, deltas::add);
      series.add(columns);
    }
  }

  /** Latencies as services have them: many short, few long. */
  @State(Scope.Thread)
  public static class Latencies {
    final double[] millis = new double[Lines.COUNT];
    final LatencySketch sketch = new LatencySketch();

    @Setup
    public void make() {
      Random dice = new Random(7);
      for (int i = 0; i < millis.length; i++) {
        millis[i] = Math.round(Math.exp(3 + dice.nextGaussian()));
      }
    }
  }

  /** A file of a mebibyte, to be read as one batch. */
  @State(Scope.Thread)
  public static class Mebibyte {
    final byte[] batch = new byte[1 << 20];
    Path file;

    @Setup
    public void make() throws IOException {
      file = Files.createTempFile("tailwater-jmh", null);
      Files.write(file, batch);
    }

    @TearDown
    public void remove() throws IOException {
      Files.delete(file);
    }
  }

  /** A line to columns. */
  @Benchmark
  @OperationsPerInvocation(Lines.COUNT)
  public int parse(Text text) {
    return text.lines.into(text.columns);
  }

  /** A row counted in a table of series that has its key. */
  @Benchmark
  @OperationsPerInvocation(Lines.COUNT)
  public SeriesTable count(Rows rows) {
    rows.series.add(rows.columns);
    return rows.series;
  }

  /** A latency into a sketch. */
  @Benchmark
  @OperationsPerInvocation(Lines.COUNT)
  public LatencySketch insert(Latencies latencies) {
    for (double millis : latencies.millis) {
      latencies.sketch.add(millis);
    }
    return latencies.sketch;
  }

  /** A row of a rollup into a sketch. */
  @Benchmark
  @OperationsPerInvocation(MERGED)
  public long merge(Rows rows) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < MERGED; i++) {
      sketch.merge(rows.deltas.get(i));
    }
    return sketch.count();
  }

  /** A mebibyte from the page cache, which is a batch. */
  @Benchmark
  public int read(Mebibyte mebibyte) throws IOException {
    try (InputStream in = Files.newInputStream(mebibyte.file)) {
      return in.readNBytes(mebibyte.batch, 0, mebibyte.batch.length);
    }
  }
}
