import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends lines to a log at a rate that a generator has no core left for: {@code TEMPLATE TARGET
 * LINES_PER_SECOND}, until it is ended. The template's lines, which have {@code [$msec]} in them, go
 * around and around, each with the time at which it is written.
 */
final class AppendAtRate {
  private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** As long as {@code $msec} until the year 2286. */
  private static final int MSEC_LENGTH = 14;

  private AppendAtRate() {}

  public static void main(String[] args) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(args[0]));
    int[] starts = starts(bytes);
    int[] times = times(bytes, starts);
    int lines = times.length;
    double rate = Double.parseDouble(args[2]);
    long began = System.nanoTime();
    long written = 0;
    try (OutputStream out = Files.newOutputStream(Path.of(args[1]), StandardOpenOption.APPEND)) {
      for (long due = began; ; due += PIECE_NANOS) {
        for (long left; (left = due - System.nanoTime()) > 0; ) {
          LockSupport.parkNanos(left);
        }
        long to = (long) ((System.nanoTime() - began) / 1e9 * rate);
        while (written < to) {
          int first = (int) (written % lines);
          int count = (int) Math.min(to - written, lines - first);
          byte[] now = now();
          for (int line = first; line < first + count; line++) {
            System.arraycopy(now, 0, bytes, times[line], MSEC_LENGTH);
          }
          out.write(bytes, starts[first], starts[first + count] - starts[first]);
          written += count;
        }
      }
    }
  }

  /** Where lines begin, and where the last one ends. */
  private static int[] starts(byte[] bytes) {
    int[] starts = new int[1024];
    int count = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static int[] times(byte[] bytes, int[] starts) {
    int[] times = new int[starts.length - 1];
    for (int line = 0; line < times.length; line++) {
      int at = starts[line];
      while (bytes[at] != '[') {
        at++;
      }
      times[line] = at + 1;
      if (bytes[at + 1 + MSEC_LENGTH] != ']') {
        throw new IllegalArgumentException("Line " + (line + 1) + " has no [$msec]");
      }
    }
    return times;
  }

  private static byte[] now() {
    long millis = System.currentTimeMillis();
    return String.format("%d.%03d", millis / 1000, millis % 1000)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
