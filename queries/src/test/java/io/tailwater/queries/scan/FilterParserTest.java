package io.tailwater.queries.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "status >= 500 | ref(name=`status`) >= 500 | `status` >= ?",
        "service = 'web' and status <> 200"
            + " | (ref(name=`service`) == `web` and ref(name=`status`) != 200)"
            + " | (`service` = ? AND `status` <> ?)",
        "not status = 200 or bytes is null"
            + " | (not(ref(name=`status`) == 200) or is_null(ref(name=`bytes`)))"
            + " | (NOT (`status` = ?) OR `bytes` IS NULL)",
        "status in (500, 503) | ref(name=`status`) in (500, 503) | `status` IN (?, ?)",
        "status between 400 and 499"
            + " | (ref(name=`status`) >= 400 and ref(name=`status`) <= 499)"
            + " | (`status` >= ? AND `status` <= ?)",
        "path like '/api/%' | ref(name=`path`) startsWith ``/api/`` | starts_with(`path`, ?)",
        "path not like '/api%' | not(ref(name=`path`) startsWith ``/api``)"
            + " | NOT (starts_with(`path`, ?))",
        "PATH LIKE '/api' | ref(name=`path`) == `/api` | `path` = ?",
        "\"offset\" = -3 | ref(name=`offset`) == -3 | `offset` = ?",
        "latency_ms > 1.5e3 | ref(name=`latency_ms`) > 1500.0 | `latency_ms` > ?",
        "bytes is not null | not(is_null(ref(name=`bytes`))) | NOT (`bytes` IS NULL)",
        "ts < '1970-01-01T00:00:01Z' | ref(name=`ts`) < 1000000 | `ts` < ?"
      })
  void conditionsAreReadForBothEngines(String filter, String expression, String sql) {
    RowFilter read = parse(filter);
    assertThat(read.expression().toString().replace("\"", "`")).isEqualTo(expression);
    assertThat(read.sql().text().replace("\"", "`")).isEqualTo(sql);
  }

  @Test
  void valuesAreBoundAsTheirColumnsHaveThem() {
    assertThat(parse("service = 'it''s' and ts >= 'now-1d' and status = 7").sql().values())
        .containsExactly("it's", NOW.minusSeconds(86_400), 7L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "statu = 5 | The filter has 'statu' at character 1, want a column: ts, service, host",
        "status = '5' | has '5' at character 10, want a whole number for status",
        "status = 5.5 | has '5.5' at character 10, want a whole number for status",
        "service = web | has 'web' at character 11, want a text in single quotes for service",
        "status 5 | has '5' at character 8, want a comparison",
        "status = | has its end at character 9, want a whole number",
        "status = 5 service = 'a' | has 'service' at character 12, want and, or",
        "(status = 5 | has its end at character 12, want and, or, or the closing bracket",
        "status in 5 | has '5' at character 11, want values in brackets",
        "path like '%x' | has '%x' at character 11, want a beginning and a percent sign",
        "path like '/a_b%' | has '/a_b%' at character 11, want a beginning",
        "ts > 'soon' | has 'soon' at character 6, want a time such as",
        "ts > 5 | has '5' at character 6, want a time in single quotes",
        "service = 'web | has a quote at character 11, want another one that closes it",
        "status = 5; drop | has ';' at character 11, want a column, a value",
        "attributes = 'x' | has 'attributes' at character 1, want a column",
        "raw = 'x' | has a value for raw at character 7, want another column",
        "status not 5 | has '5' at character 12, want in, between or like"
      })
  void errorsSayWhereWhatAndWhatIsWanted(String filter, String error) {
    assertThatThrownBy(() -> parse(filter))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining(error);
  }

  @Test
  void nestingHasAnEnd() {
    String deep = "(".repeat(20_000) + "status = 1" + ")".repeat(20_000);
    assertThatThrownBy(() -> parse(deep)).hasMessageContaining("want less deep a nesting");
    assertThatThrownBy(() -> parse("not ".repeat(20_000) + "status = 1"))
        .hasMessageContaining("want less deep a nesting");
    assertThat(parse("(".repeat(90) + "status = 1" + ")".repeat(90)).sql().text())
        .isEqualTo("\"status\" = ?");
  }

  private static RowFilter parse(String filter) {
    return FilterParser.parse(filter, LakeTables.EVENTS.schema(), NOW);
  }
}
