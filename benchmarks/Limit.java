import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.rollup.SeriesTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the pipeline does to lines without Flink, checkpoints and commits, in one thread: {@code FILE
 * FORMAT parse|tables FOLDER}. Reads a file in pieces of a mebibyte and parses it into columns; for
 * {@code tables} also counts by hour and writes the files of both tables, as large as those of one
 * commit. Prints lines and the thread's seconds of CPU in reading, parsing, counting, writing.
 */
final class Limit {
  private static final int PIECE = 1 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final BatchParser parser;
  private final EventColumns columns = new EventColumns();
  private final SeriesTable series = new SeriesTable();
  private final long[] nanos = new long[4];
  private long since;

  private Limit(String format) {
    parser =
        new BatchParser(
            ParseOptions.of("bench", null, LineFormat.compile(format, Map.of(), Map.of(), null)),
            new EndpointNames(Map.of(), 1000),
            Clock.systemUTC());
  }

  public static void main(String[] args) throws IOException {
    Limit limit = new Limit(args[1]);
    Path file = Path.of(args[0]);
    long lines;
    if (args[2].equals("parse")) {
      lines = limit.read(file, null);
    } else {
      try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(Path.of(args[3])))) {
        lake.createTables("bench");
        lines = limit.tables(file, lake);
      }
    }
    System.out.printf("%d", lines);
    for (long spent : limit.nanos) {
      System.out.printf(" %.3f", spent / 1e9);
    }
    System.out.println();
  }

  private long tables(Path file, LakeCatalog lake) throws IOException {
    DataFileNames names = new DataFileNames("bench", 0, 0);
    try (ParquetEventFileWriter events =
            new ParquetEventFileWriter(
                lake.load(LakeTables.EVENTS), names, EventFileOptions.DEFAULT);
        RowFileWriter<HourlyDelta> hourly =
            RowFileWriter.ofRollups(lake.load(LakeTables.REQUESTS_HOURLY), names)) {
      long lines = read(file, events);
      series.drain(columns, hourly::write);
      hourly.flush();
      events.flush();
      spent(3);
      return lines;
    }
  }

  private long read(Path file, ParquetEventFileWriter events) throws IOException {
    byte[] piece = new byte[PIECE];
    int held = 0;
    long at = 0;
    long lines = 0;
    since = THREADS.getCurrentThreadCpuTime();
    try (InputStream in = Files.newInputStream(file)) {
      int got;
      while ((got = in.readNBytes(piece, held, PIECE - held)) > 0) {
        int length = held + got;
        int end = length;
        while (end > 0 && piece[end - 1] != '\n') {
          end--;
        }
        spent(0);
        lines += parse(piece, end, at);
        spent(1);
        if (events != null) {
          series.add(columns);
          spent(2);
          events.write(columns);
          spent(3);
        }
        at += end;
        held = length - end;
        System.arraycopy(piece, end, piece, 0, held);
      }
    }
    return lines;
  }

  private long parse(byte[] bytes, int length, long at) {
    LineBatch batch =
        new LineBatch(
            LineBatch.Kind.LINES, "bench", "s", at, at + length, at + length, bytes, length, true, 0, 0,
            null, "{}");
    return parser
        .parse(
            batch,
            columns,
            reject -> {
              throw new IllegalStateException(reject.detail());
            })
        .events();
  }

  private void spent(int stage) {
    long now = THREADS.getCurrentThreadCpuTime();
    nanos[stage] += now - since;
    since = now;
  }
}
