import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints what {@link AnswerRates} has measured as tables: {@code RESULT...}, a file a lake. */
final class AnswerTables {
  private static final Map<String, String> BESIDE =
      Map.of(
          "counts", "SQL over hourly counts",
          "parquet", "`quantile_cont` over the Parquet files",
          "memory", "`quantile_cont` over events in memory");

  private AnswerTables() {}

  public static void main(String[] files) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    for (String file : files) {
      results.add(new ObjectMapper().readTree(Path.of(file).toFile()));
    }
    for (JsonNode result : results) {
      answers(result);
      exports(result);
    }
    if (results.size() > 1) {
      growth(results);
    }
  }

  private static void answers(JsonNode result) {
    say("%n%,d events in %,d rollup rows; the table of hourly counts has %,d. DuckDB %s beside, %d threads.%n",
        result.path("events").asLong(), result.path("rollup_rows").asLong(),
        result.path("counts_rows").asLong(), result.path("duckdb").asText(),
        result.path("duckdb_threads").asInt());
    double[] starts = sorted(result.path("first_answer_seconds"), JsonNode::asDouble);
    say("From the start of the process to the first answer over all days: %.1f s (%.1f–%.1f). Memory of the"
            + " process then %d MiB, at most %d MiB while it was asked.%n%n",
        median(starts), starts[0], starts[starts.length - 1],
        result.path("memory_idle_mib").asLong(), result.path("memory_asked_mib").asLong());
    say("| question | clients | service p50, p95, ms | beside | its p50, p95, ms | its p50 by ours |%n");
    say("|---|---:|---:|---|---:|---:|%n");
    for (JsonNode question : result.path("questions")) {
      JsonNode ours = question.path("service").path("turns");
      for (String name : List.of("counts", "parquet", "memory")) {
        JsonNode theirs = question.path(name).path("turns");
        if (!theirs.isMissingNode()) {
          say("| %s | %d | %s | %s | %s | %s |%n", question.path("question").asText(),
              question.path("clients").asInt(), figures(ours), BESIDE.get(name), figures(theirs),
              ratio(theirs, ours));
        }
      }
    }
  }

  private static String figures(JsonNode turns) {
    if (turns.isEmpty()) {
      return "did not fit";
    }
    return String.format(
        Locale.ROOT, "%s, %s", ms(median(sorted(turns, t -> t.path("p50_ms").asDouble()))),
        ms(median(sorted(turns, t -> t.path("p95_ms").asDouble()))));
  }

  /** Of each round by itself: the machine's other work weighs on both sides of a round alike. */
  private static String ratio(JsonNode theirs, JsonNode ours) {
    if (theirs.isEmpty()) {
      return "";
    }
    double[] ratios = new double[Math.min(theirs.size(), ours.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = theirs.get(i).path("p50_ms").asDouble() / ours.get(i).path("p50_ms").asDouble();
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", median(ratios), ratios[0], ratios[ratios.length - 1]);
  }

  private static void exports(JsonNode result) {
    if (result.path("exports").isEmpty()) {
      return;
    }
    say("%n| export of all events | rows | seconds | MB | MB/s | memory before, peak, MiB |%n");
    say("|---|---:|---:|---:|---:|---:|%n");
    for (JsonNode export : result.path("exports")) {
      String format = export.path("format").asText();
      if (export.path("status").asInt() == 200) {
        double seconds = export.path("seconds").asDouble();
        double megabytes = export.path("bytes").asLong() / 1e6;
        say("| %s | %,d | %.1f | %.0f | %.0f | %d, %d |%n", format, export.path("rows").asLong(), seconds,
            megabytes, megabytes / seconds, export.path("memory_before_mib").asLong(),
            export.path("memory_peak_mib").asLong());
      } else {
        say("| %s | not measured: the service answered %d | | | | |%n", format,
            export.path("status").asInt());
      }
    }
  }

  private static void growth(List<JsonNode> results) {
    say("%np50, p95, p99 by endpoint over 30 days, one client:%n%n");
    say("| events | rollup rows | service p50, ms | times the first | `quantile_cont` over Parquet, ms | times the first |%n");
    say("|---:|---:|---:|---:|---:|---:|%n");
    double[] first = new double[2];
    for (JsonNode result : results) {
      for (JsonNode question : result.path("questions")) {
        if (!question.path("parquet").path("turns").isEmpty() && question.path("clients").asInt() == 1) {
          double ours = p50(question.path("service"));
          double theirs = p50(question.path("parquet"));
          first = first[0] == 0 ? new double[] {ours, theirs} : first;
          say("| %,d | %,d | %s | %.2f | %s | %.2f |%n", result.path("events").asLong(),
              result.path("rollup_rows").asLong(), ms(ours), ours / first[0], ms(theirs),
              theirs / first[1]);
        }
      }
    }
  }

  private static double p50(JsonNode side) {
    return median(sorted(side.path("turns"), t -> t.path("p50_ms").asDouble()));
  }

  private static double[] sorted(JsonNode array, ToDoubleFunction<JsonNode> value) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.applyAsDouble(array.get(i));
    }
    Arrays.sort(values);
    return values;
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String ms(double ms) {
    return String.format(Locale.ROOT, ms < 10 ? "%.2f" : ms < 100 ? "%.1f" : "%,.0f", ms);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
