import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.WrittenFile;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.rollup.SeriesTable;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * Lines to Parquet in one thread without a job around it, a part after the other: {@code LOG FORMAT
 * LAKE ROUNDS [PAGES]}. Parses, rolls up and writes the same megabytes again and again; prints the
 * CPU nanoseconds that each part takes a line, as medians, and the bytes that each column has.
 */
final class EncodeRates {
  private static final int BLOCK = 1 << 20;
  private static final int WARM_UP = 3;

  private EncodeRates() {}

  public static void main(String[] args) throws Exception {
    byte[] log = Files.readAllBytes(Path.of(args[0]));
    List<byte[]> blocks = blocks(log);
    int rounds = Integer.parseInt(args[3]);
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(Path.of(args[2])))) {
      lake.createTables("bench");
      Table table = lake.load(LakeTables.EVENTS);
      if (args.length > 4) {
        table.updateProperties().set("tailwater.event-pages", args[4]).commit();
        table.refresh();
      }
      double[][] nanos = new double[3][rounds];
      Path written = null;
      for (int round = -WARM_UP; round < rounds; round++) {
        long[] taken = new long[3];
        long[] lines = new long[1];
        written = round(blocks, args[1], table, "r" + round, taken, lines);
        for (int part = 0; round >= 0 && part < 3; part++) {
          nanos[part][round] = (double) taken[part] / lines[0];
        }
      }
      double total = 0;
      String[] parts = {"parse", "rollup", "columns to Parquet"};
      for (int part = 0; part < 3; part++) {
        Arrays.sort(nanos[part]);
        total += nanos[part][rounds / 2];
        System.out.printf("%-20s %6.0f ns a line (%.0f–%.0f)%n", parts[part],
            nanos[part][rounds / 2], nanos[part][0], nanos[part][rounds - 1]);
      }
      System.out.printf("%-20s %6.0f ns a line%n", "all", total);
      sizes(written);
    }
  }

  private static Path round(
      List<byte[]> blocks, String format, Table table, String name, long[] taken, long[] lines)
      throws Exception {
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("bench", "shop", LineFormat.compile(format, Map.of(), Map.of(), null)),
            new EndpointNames(Map.of(), 1000),
            Clock.systemUTC());
    EventColumns columns = new EventColumns();
    SeriesTable series = new SeriesTable();
    List<WrittenFile> files;
    try (ParquetEventFileWriter writer =
        new ParquetEventFileWriter(
            table, new DataFileNames(name, 0, 0), EventFileOptions.DEFAULT)) {
      for (byte[] block : blocks) {
        int n = block.length;
        LineBatch batch =
            new LineBatch(
                LineBatch.Kind.LINES, "bench", "s", 1, n + 1, n, block, n, true, 0, 0, null, "{}");
        long start = cpu();
        parser.parse(batch, columns, reject -> {
          throw new IllegalStateException(reject.detail());
        });
        long parsed = cpu();
        series.add(columns);
        long rolled = cpu();
        writer.write(columns);
        taken[0] += parsed - start;
        taken[1] += rolled - parsed;
        taken[2] += cpu() - rolled;
        lines[0] += columns.rows();
      }
      long start = cpu();
      files = writer.flush();
      taken[2] += cpu() - start;
    }
    String json = files.get(0).dataFile();
    String path = json.replaceAll(".*\"file-path\":\"(?:file:)?([^\"]*)\".*", "$1");
    return Path.of(path);
  }

  private static void sizes(Path file) throws Exception {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      long rows = reader.getRecordCount();
      System.out.printf("file %d bytes, %d rows, %d row groups%n", Files.size(file), rows,
          reader.getRowGroups().size());
      var columns = new TreeMap<String, Long>();
      reader.getRowGroups().forEach(g -> g.getColumns().forEach(c ->
          columns.merge(c.getPath().toDotString(), c.getTotalSize(), Long::sum)));
      columns.forEach((c, bytes) -> {
        if (bytes > rows / 50) {
          System.out.printf("  %-26s %5.2f bytes a row%n", c, (double) bytes / rows);
        }
      });
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<byte[]> blocks(byte[] log) {
    List<byte[]> blocks = new ArrayList<>();
    int from = 0;
    while (from < log.length) {
      int to = Math.min(log.length, from + BLOCK);
      while (to < log.length && log[to - 1] != '\n') {
        to--;
      }
      blocks.add(Arrays.copyOfRange(log, from, to));
      from = to;
    }
    return blocks;
  }
}
