import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the service and, by turns, DuckDB in this process: {@code WAREHOUSE EVENTS ROUNDS SECONDS
 * SEED MACHINE RESULT [QUESTION,…]}. A turn is that many seconds of one question at one number of
 * clients. Writes the figures as JSON.
 */
final class AnswerRates {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] CLIENTS = {1, 16};
  private static final List<String> FORMATS = List.of("csv", "ndjson", "parquet");

  /** What takes longer is asked once, and not by sixteen at once where that would. */
  private static final double LONGEST_TURN_MS = 30_000;

  private final Path warehouse;
  private final long events;
  private final int rounds;
  private final Path file;
  private final long turnNanos;
  private final List<AnswerQuestion> asked = new ArrayList<>();
  private final ObjectNode result = JSON.createObjectNode();

  /** One quantile query over the Parquet files by one client, once that is known. */
  private double quantilesMs;

  /** One of several clients; each has a connection of its own. */
  interface Asker {
    void ask(AnswerQuestion.Variant variant) throws Exception;
  }

  private interface Askers {
    Asker open() throws Exception;
  }

  /** One side of one question at one number of clients: its askers stay, as connections do. */
  private static final class Side {
    final String name;
    final List<Asker> askers = new ArrayList<>();
    final List<double[]> turns = new ArrayList<>();
    boolean isOver;
    String failure;

    Side(String name, int clients, Askers open) throws Exception {
      this.name = name;
      for (int i = 0; i < clients; i++) {
        askers.add(open.open());
      }
    }
  }

  private AnswerRates(String[] args) {
    warehouse = Path.of(args[0]).toAbsolutePath();
    events = Long.parseLong(args[1]);
    rounds = Integer.parseInt(args[2]);
    file = Path.of(args[6]);
    turnNanos = (long) (Double.parseDouble(args[3]) * 1e9);
    result.put("machine", args[5]).put("events", events).put("rounds", rounds);
    result.put("seed", Long.parseLong(args[4]));
    for (AnswerQuestion question : AnswerQuestion.values()) {
      question.shuffle(Long.parseLong(args[4]));
    }
    for (String name : args.length > 7 && !args[7].isEmpty() ? args[7].split(",") : new String[0]) {
      asked.add(AnswerQuestion.valueOf(name));
    }
    if (asked.isEmpty()) {
      asked.addAll(List.of(AnswerQuestion.values()));
    }
  }

  public static void main(String[] args) throws Exception {
    AnswerRates rates = new AnswerRates(args);
    rates.run();
    rates.save();
  }

  private void save() throws IOException {
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
  }

  private void run() throws Exception {
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    restarts();
    try (AnswerService service = new AnswerService(warehouse);
        AnswerClassic classic = new AnswerClassic(warehouse, events, threads)) {
      service.firstAnswer(AnswerQuestion.SUMMARY.whole().target());
      result.put("duckdb", classic.version()).put("duckdb_threads", threads);
      result.put(
          "rollup_rows", classic.rows("'" + warehouse + "/logs-files/requests_hourly-*.parquet'"));
      result.put("counts_rows", classic.rows("counts"));
      agree(service.port(), classic);
      result.put("memory_idle_mib", service.memoryMiB(false));
      ArrayNode questions = result.putArray("questions");
      for (AnswerQuestion question : asked) {
        for (int clients : CLIENTS) {
          System.err.println(events + " events: " + question.title + ", clients: " + clients);
          questions.add(question(question, clients, service.port(), classic));
          save();
        }
      }
      result.put("memory_asked_mib", service.memoryMiB(true));
      ArrayNode exports = result.putArray("exports");
      List<String> formats = asked.size() == AnswerQuestion.values().length ? FORMATS : List.of();
      for (String format : formats) {
        System.err.println(events + " events: export as " + format);
        exports.add(export(format, service, classic));
      }
    }
  }

  /** A benchmark of wrong answers says nothing: totals are compared before. */
  private void agree(int port, AnswerClassic classic) throws Exception {
    try (AnswerClient client = new AnswerClient(port)) {
      for (AnswerQuestion question : AnswerQuestion.values()) {
        if (question.sql == null) {
          continue;
        }
        for (int i = 0; i < 4; i++) {
          AnswerQuestion.Variant variant = question.draw();
          JsonNode answer = JSON.readTree(client.get(variant.target()));
          long got = answer.findValues("requests").stream().mapToLong(AnswerRates::sum).sum();
          try (AnswerClassic.Prepared sql = classic.counts(question.sql)) {
            long want = sql.ask(variant);
            if (got != want) {
              throw new IllegalStateException(
                  variant.target() + " counts " + got + " requests, SQL counts " + want);
            }
          }
        }
      }
    }
  }

  private static long sum(JsonNode numbers) {
    if (!numbers.isArray()) {
      return numbers.asLong();
    }
    long sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asLong();
    }
    return sum;
  }

  private ObjectNode question(
      AnswerQuestion question, int clients, int port, AnswerClassic classic) throws Exception {
    List<Side> sides = new ArrayList<>();
    sides.add(
        new Side(
            "service",
            clients,
            () -> {
              AnswerClient client = new AnswerClient(port);
              return variant -> client.get(variant.target());
            }));
    if (question.sql != null) {
      sides.add(new Side("counts", clients, () -> classic.counts(question.sql)::ask));
    } else {
      if (clients * quantilesMs < LONGEST_TURN_MS) {
        sides.add(new Side("parquet", clients, () -> classic.quantilesOfParquet()::ask));
        if (classic.hasEventsInMemory()) {
          sides.add(new Side("memory", clients, () -> classic.quantilesOfMemory()::ask));
        }
      }
    }
    for (int round = -1; round < rounds; round++) {
      for (Side side : sides) {
        if (!side.isOver) {
          takeTurn(side, question, round);
        }
      }
    }
    for (Side side : sides) {
      if (side.name.equals("parquet") && clients == 1 && !side.turns.isEmpty()) {
        quantilesMs = side.turns.get(0)[0];
      }
    }
    ObjectNode node = JSON.createObjectNode();
    node.put("question", question.title).put("clients", clients);
    for (Side side : sides) {
      ArrayNode turns = node.putObject(side.name).put("failure", side.failure).putArray("turns");
      for (double[] turn : side.turns) {
        turns.addObject().put("p50_ms", turn[0]).put("p95_ms", turn[1]).put("answers", turn[2]);
      }
    }
    return node;
  }

  /** The first turn warms up. Sixteen exact quantiles may need more memory and disk than is given. */
  private void takeTurn(Side side, AnswerQuestion question, int round) throws Exception {
    try {
      double[] turn = turn(side.askers, question);
      side.isOver = turn[0] > LONGEST_TURN_MS;
      if (round >= 0 || side.isOver) {
        side.turns.add(turn);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof SQLException)) {
        throw e;
      }
      side.isOver = true;
      side.failure = e.getCause().getMessage().lines().findFirst().orElse("");
    }
  }

  /** Each client asks until the time is over, at least once; p50, p95 in ms and how many. */
  private double[] turn(List<Asker> askers, AnswerQuestion question) throws Exception {
    long end = System.nanoTime() + turnNanos;
    ExecutorService threads = Executors.newFixedThreadPool(askers.size());
    try {
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (Asker asker : askers) {
        work.add(() -> askUntil(end, asker, question));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> done : threads.invokeAll(work)) {
        all.addAll(done.get());
      }
      long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
      return new double[] {rank(sorted, 0.5) / 1e6, rank(sorted, 0.95) / 1e6, sorted.length};
    } finally {
      threads.shutdown();
    }
  }

  private static List<Long> askUntil(long end, Asker asker, AnswerQuestion question)
      throws Exception {
    List<Long> took = new ArrayList<>();
    do {
      AnswerQuestion.Variant variant = question.draw();
      long began = System.nanoTime();
      asker.ask(variant);
      took.add(System.nanoTime() - began);
    } while (System.nanoTime() < end);
    return took;
  }

  private static long rank(long[] sorted, double q) {
    return sorted[(int) Math.max(1, Math.ceil(q * sorted.length)) - 1];
  }

  /** From the start of the process to the first good summary of all days. */
  private void restarts() throws IOException {
    double[] seconds = new double[Math.min(3, rounds)];
    for (int i = 0; i < seconds.length; i++) {
      try (AnswerService service = new AnswerService(warehouse)) {
        seconds[i] = service.firstAnswer(AnswerQuestion.SUMMARY.whole().target());
      }
    }
    Arrays.sort(seconds);
    ArrayNode node = result.putArray("first_answer_seconds");
    for (double second : seconds) {
      node.add(second);
    }
  }

  private ObjectNode export(String format, AnswerService service, AnswerClassic classic)
      throws Exception {
    ObjectNode node = JSON.createObjectNode();
    String target =
        "/api/v1/export/events?format="
            + format
            + "&from="
            + AnswerQuestion.start()
            + "&to="
            + AnswerQuestion.end();
    Path file = warehouse.resolveSibling(warehouse.getFileName() + "." + format);
    service.forgetPeak();
    long before = service.memoryMiB(false);
    long began = System.nanoTime();
    int status;
    long[] counted = new long[2];
    try (AnswerClient client = new AnswerClient(service.port());
        OutputStream out = new Counting(counted, format.equals("parquet") ? file : null)) {
      status = client.copy(target, out);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    node.put("format", format).put("status", status);
    if (status == 200) {
      long rows =
          switch (format) {
            case "csv" -> counted[1] - 1;
            case "ndjson" -> counted[1];
            default -> classic.rows("'" + file + "'");
          };
      if (rows != events) {
        throw new IllegalStateException(
            "The export as " + format + " has " + rows + " rows, the lake " + events);
      }
      node.put("seconds", seconds).put("rows", rows).put("bytes", counted[0]);
      node.put("memory_before_mib", before).put("memory_peak_mib", service.memoryMiB(true));
    }
    Files.deleteIfExists(file);
    return node;
  }

  /** Counts bytes and line ends, and keeps the bytes where a file is given. */
  private static final class Counting extends OutputStream {
    private final long[] bytesAndLines;
    private final OutputStream file;

    Counting(long[] bytesAndLines, Path file) throws IOException {
      this.bytesAndLines = bytesAndLines;
      this.file = file == null ? null : Files.newOutputStream(file);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      bytesAndLines[0] += length;
      for (int i = from; i < from + length; i++) {
        bytesAndLines[1] += bytes[i] == '\n' ? 1 : 0;
      }
      if (file != null) {
        file.write(bytes, from, length);
      }
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
