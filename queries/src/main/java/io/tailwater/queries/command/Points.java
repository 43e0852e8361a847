package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The columns of a time series, turned into rows. */
final class Points {
  private static final List<String> NUMBERS =
      List.of(
          "requests",
          "client_errors",
          "server_errors",
          "bytes",
          "p50_ms",
          "p95_ms",
          "p99_ms",
          "max_ms");
  private static final List<String> SUMS = NUMBERS.subList(0, 4);

  private Points() {}

  /** Names of a row's values; {@code group} is null for none. */
  static List<String> fields(String group) {
    List<String> fields = new ArrayList<>(List.of("time"));
    if (group != null) {
      fields.add(group);
    }
    fields.addAll(NUMBERS);
    return fields;
  }

  /** One row a point, and of groups one a point and group. */
  static List<JsonNode> rows(Reply reply, String group) {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode times = reply.body().path("time");
    for (int i = 0; i < times.size(); i++) {
      for (JsonNode series : reply.body().path("series")) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("time", times.get(i));
        name(row, series, group);
        for (String number : NUMBERS) {
          row.set(number, series.path(number).get(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** One row a group, with its sums and the course of its requests. */
  static List<JsonNode> groups(Reply reply, String group) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode series : reply.body().path("series")) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      name(row, series, group);
      for (String sum : SUMS) {
        long all = 0;
        for (JsonNode number : series.path(sum)) {
          all += number.asLong();
        }
        row.put(sum, all);
      }
      Double highest = null;
      for (JsonNode p95 : series.path("p95_ms")) {
        if (p95.isNumber() && (highest == null || p95.asDouble() > highest)) {
          highest = p95.asDouble();
        }
      }
      row.put("highest_p95_ms", highest);
      row.set("course", series.path("requests"));
      rows.add(row);
    }
    return rows;
  }

  /** Errors by requests of a row; null without requests. */
  static Double errorRatio(JsonNode row) {
    long requests = row.path("requests").asLong();
    long errors = row.path("client_errors").asLong() + row.path("server_errors").asLong();
    return requests == 0 ? null : (Double) ((double) errors / requests);
  }

  private static void name(ObjectNode row, JsonNode series, String group) {
    if (group != null) {
      row.set(group, series.path("labels").path(group));
    }
  }
}
