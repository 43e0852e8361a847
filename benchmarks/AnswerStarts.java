import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts the service over a lake of many days, again and again: {@code WAREHOUSE DAYS TIMES}. Prints
 * the seconds from the start of the process to its first answer over all days, what others take
 * right after it, and memory.
 */
final class AnswerStarts {
  private static final int AGAIN = 3;

  private final Path warehouse;
  private final int days;

  /** Seconds of the first time of each question, then milliseconds of the next times. */
  private final Map<String, List<Double>> first = new LinkedHashMap<>();

  private final Map<String, List<Double>> again = new LinkedHashMap<>();
  private final List<Double> memory = new ArrayList<>();

  private AnswerStarts(Path warehouse, int days) {
    this.warehouse = warehouse;
    this.days = days;
  }

  public static void main(String[] args) throws IOException {
    AnswerStarts starts =
        new AnswerStarts(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      starts.start();
    }
    starts.print();
  }

  private void start() throws IOException {
    String range = "from=" + AnswerLake.firstDay(days) + "T00:00:00Z&to=" + AnswerQuestion.end();
    String summary = "/api/v1/summary?" + range;
    try (AnswerService service = new AnswerService(warehouse)) {
      note(first, "from the start of the process to the summary of the last day", service.firstAnswer("/api/v1/summary"));
      note(first, "to that of all days", service.firstAnswer(summary));
      note(first, "its CPU seconds", service.cpuSeconds());
      memory.add((double) service.memoryMiB(false));
      try (AnswerClient client = new AnswerClient(service.port())) {
        repeat(client, "summary", summary);
        ask(client, "timeseries by day", "/api/v1/timeseries?step=1d&" + range);
        ask(client, "errors by endpoint, the first day", "/errors_by_endpoint?date=" + AnswerLake.firstDay(days));
      }
      memory.add((double) service.memoryMiB(true));
    }
  }

  private void ask(AnswerClient client, String name, String target) throws IOException {
    note(first, name, took(client, target) / 1e9);
    repeat(client, name, target);
  }

  private void repeat(AnswerClient client, String name, String target) throws IOException {
    for (int i = 0; i < AGAIN; i++) {
      note(again, name, took(client, target) / 1e6);
    }
  }

  private static long took(AnswerClient client, String target) throws IOException {
    long began = System.nanoTime();
    int status = client.copy(target, OutputStream.nullOutputStream());
    if (status != 200) {
      throw new IOException(target + " answered " + status);
    }
    return System.nanoTime() - began;
  }

  private static void note(Map<String, List<Double>> to, String name, double value) {
    to.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
  }

  private void print() {
    System.out.printf("%n| %d days, all of them unless said | the first time, s | again, ms |%n", days);
    System.out.println("|---|---:|---:|");
    List<String> names = new ArrayList<>(first.keySet());
    names.add(3, "summary");
    for (String name : names) {
      System.out.printf(
          "| %s | %s | %s |%n", name, spread(first.get(name), "%.2f"), spread(again.get(name), "%.1f"));
    }
    double[] sorted = memory.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "%nMemory of the process %.0f MiB after the first answer, at most %.0f MiB.%n",
        sorted[0], sorted[sorted.length - 1]);
  }

  /** The median, with the least and the most. */
  private static String spread(List<Double> values, String format) {
    if (values == null) {
      return "";
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        format + " (" + format + "–" + format + ")",
        sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }
}
