import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.LakeCommittable;
import io.tailwater.connectors.commit.LakeCoordinator;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a commit costs by the number of its files, and by the number of those that the table holds
 * already: {@code FOLDER TURNS MOST}. The files are written before the clock runs. Prints rows of a table: milliseconds by
 * the clock and of CPU of the whole process, each beside a commit of one file into a lake of few.
 */
final class CommitRates {
  private static final String PIPELINE = "bench";
  private static final int WARM_UP = 30;
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final LakeCoordinator coordinator;
  private final ParquetEventFileWriter writer;
  private final EventColumns columns = new EventColumns();
  private long seq;
  private int held;
  private double first;

  private CommitRates(LakeCatalog lake) {
    LakeStart.begin(lake, PIPELINE, "run");
    coordinator = new LakeCoordinator(lake, PIPELINE, "run");
    seq = coordinator.seq();
    writer =
        new ParquetEventFileWriter(
            lake.load(LakeTables.EVENTS), new DataFileNames("run", 0, 0), EventFileOptions.DEFAULT);
  }

  public static void main(String[] args) throws Exception {
    int turns = Integer.parseInt(args[1]);
    int most = Integer.parseInt(args[2]);
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(Path.of(args[0])))) {
      CommitRates rates = new CommitRates(lake);
      for (int i = 0; i < WARM_UP; i++) {
        rates.commit(rates.files(1));
      }
      for (int files = 1; files <= most; files *= 10) {
        rates.row(files, turns);
      }
      while (rates.held < 10 * most) {
        rates.commit(rates.files(most));
      }
      rates.row(1, turns);
      rates.writer.close();
    }
  }

  private void row(int files, int turns) {
    int before = held;
    double[] clock = new double[turns];
    double[] cpu = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      List<WrittenFile> written = files(files);
      long began = System.nanoTime();
      long begun = PROCESS.getProcessCpuTime();
      commit(written);
      cpu[turn] = (PROCESS.getProcessCpuTime() - begun) / 1e6;
      clock[turn] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(clock);
    Arrays.sort(cpu);
    double median = clock[turns / 2];
    first = first == 0 ? median : first;
    System.out.printf(
        "| %d | %d | %.1f (%.1f–%.1f) | %.0f | %.1f |%n",
        files, before, median, clock[0], clock[turns - 1], cpu[turns / 2], median / first);
  }

  private List<WrittenFile> files(int count) {
    List<WrittenFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.start("bench", "s");
      int row = columns.addRow(1_780_000_000_000_000L, i);
      columns.status.set(row, 200);
      writer.write(columns);
      files.addAll(writer.flush());
    }
    return files;
  }

  private void commit(List<WrittenFile> files) {
    long offset = seq;
    seq++;
    held += files.size();
    LedgerEntry entry =
        new LedgerEntry(
            "bench", "s", offset, offset + 1, 250, files.size(), 0, 0, 0, 0, null, 0, 0, null, null, "{}", null);
    coordinator.commit(new LakeCommittable(seq, "run-" + seq, files, List.of(entry), null));
  }
}
