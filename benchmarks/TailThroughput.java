import io.tailwater.connectors.stream.SpareArrays;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file to its end with the tail engine alone, as often as asked, each time as if it were
 * new: {@code FILE PASSES}. Prints the file's bytes and the seconds of the last pass.
 */
final class TailThroughput {
  private static final int MAX_LINE_BYTES = 1 << 20;

  private TailThroughput() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int passes = Integer.parseInt(args[1]);
    long bytes = 0;
    long nanos = 0;
    for (int pass = 0; pass < passes; pass++) {
      long start = System.nanoTime();
      bytes = read(file);
      nanos = System.nanoTime() - start;
    }
    System.out.printf("%d %.3f%n", bytes, nanos / 1e9);
  }

  private static long read(Path file) throws IOException {
    FileSelection selection =
        new FileSelection(List.of(file.toString()), List.of(), Archives.CONTINUE);
    LineagePlan plan =
        new LineagePlan(
            LineagePath.activeOf(file),
            selection,
            StartFrom.BEGINNING,
            MAX_LINE_BYTES,
            List.of());
    long bytes = 0;
    SpareArrays arrays = new SpareArrays(); // as the job has it
    try (TailEngine engine =
        new TailEngine(
            TailOptions.defaults(true), TailClock.SYSTEM, "localhost", new FileClaims(), arrays::take)) {
      engine.add("log", plan);
      while (engine.takeFinished().isEmpty()) {
        Optional<Tailed> tailed = engine.poll();
        if (tailed.isPresent()) {
          bytes += tailed.get().chunk().length();
          arrays.giveBack(tailed.get().chunk().bytes());
        }
      }
    }
    return bytes;
  }
}
