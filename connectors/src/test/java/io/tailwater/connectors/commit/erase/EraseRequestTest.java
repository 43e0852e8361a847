package io.tailwater.connectors.commit.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraseRequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          clientip = 'x'             | 1: events has no column 'clientip'; the nearest one is 'client_ip'
          client_ip == 'x'           | 12: client_ip wants a value, got '='
          client_ip = "x"            | 13: client_ip wants a value; a text stands in single quotes, got "x"
          client_ip = null           | 13: client_ip wants a value; use 'is null', got 'null'
          client_ip = 7              | 13: client_ip wants a text in single quotes, got a number
          status = 'x'               | 10: status wants a whole number, got a text
          status = 99999999999       | 10: status wants a whole number, got a number
          ts > 'yesterday'           | 6: ts wants a time in single quotes, as '2026-11-26T12:00:00Z', got a text
          ts < '+999999999-01-01T00:00:00Z' | 6: ts wants a time in single quotes, as '2026-11-26T12:00:00Z', got a text
          path like '%x'             | 11: like knows a % at the end of the text only, and no _
          status like '5%'           | 13: like wants a text column and a text, got a text
          attributes = 'x'           | 12: attributes can only be asked for 'is null' or 'is not null', got '='
          raw is null and            | 16: wants a column of events, got the end
          (status = 1                | 12: wants ), got the end
          status = 1 status = 2      | 12: wants and, or or the end, got 'status'
          status in (1, 2            | 16: wants ), got the end
          status between 1 and 2     | 8: wants one of = != < <= > >= in like is after status, got 'between'
          client_ip = 'x             | 13: a quote is opened and not closed
          status = 1; drop           | 11: there is a character that has no meaning here
          """)
  void aPredicateThatIsNoneIsRefusedWithThePlace(String where, String what) {
    assertThatThrownBy(() -> parse(where))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--where, at character " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          clientip=null   | events has no column 'clientip'; the nearest one is 'client_ip'
          offset=1        | offset cannot be changed: it says which line the event is
          status=200      | status cannot be changed: requests_hourly counts by it, and would no longer agree with events
          latency_ms=null | latency_ms cannot be changed: requests_hourly counts by it, and would no longer agree with events
          upstream_ms=x   | upstream_ms wants a number
          raw=x           | raw wants null
          """)
  void aChangeThatCannotBeMadeIsRefused(String set, String what) {
    assertThatThrownBy(() -> parse("status = 1", set))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--set: " + what);
  }

  @Test
  void aTimeThatSomebodyAddedCanOnlyBeTakenAway() {
    Schema added =
        TypeUtil.join(
            LakeTables.EVENTS.schema(),
            new Schema(NestedField.optional(100, "seen_at", TimestampType.withZone())));
    assertThat(EraseRequest.parse(added, "status = 1", List.of("seen_at=null")).isCorrection())
        .isTrue();
    List<String> sets = List.of("seen_at='2026-11-26T12:00:00Z'");
    assertThatThrownBy(() -> EraseRequest.parse(added, "status = 1", sets))
        .hasMessage("--set: seen_at wants null");
  }

  @Test
  void aReceiptsWordsHaveNoValues() {
    EraseRequest request = parse("client_ip='1.2.3.4' AND bytes>-7", "host=a");
    assertThat(request.shape()).isEqualTo("where client_ip = ? AND bytes > ? set host=?");
    assertThat(request).hasToString(request.shape());
  }

  @Test
  void theSameInAnotherSpellingIsTheSame() {
    String hash = parse("client_ip='it''s' and status in(1,2)", "host='x'").hash("salt");
    assertThat(parse("client_ip = 'it''s'  and status in (1, 2)", "host=x").hash("salt"))
        .isEqualTo(hash);
    assertThat(parse("client_ip = 'its' and status in (1, 2)", "host=x").hash("salt"))
        .isNotEqualTo(hash);
  }

  private static EraseRequest parse(String where, String... sets) {
    return EraseRequest.parse(LakeTables.EVENTS.schema(), where, List.of(sets));
  }
}
