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
          status = 'x'               | 10: status wants a whole number from -2147483648 to 2147483647, got a text
          status = 99999999999       | 10: status wants a whole number from -2147483648 to 2147483647, got a larger one
          status = -2147483649       | 10: status wants a whole number from -2147483648 to 2147483647, got a smaller one
          status = 1.5               | 10: status wants a whole number from -2147483648 to 2147483647, got a number with a fraction or an exponent
          bytes > 9223372036854775808 | 9: bytes wants a whole number from -9223372036854775808 to 9223372036854775807, got a larger one
          latency_ms > 1e999         | 14: latency_ms wants a number, got a larger one
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
          clientip=null   | : events has no column 'clientip'; the nearest one is 'client_ip'
          clientip        | ` wants COLUMN=VALUE, got 'clientip'`
          upstream_ms=abc | ` upstream_ms: wants a number or null, got a text`
          upstream_ms='1' | ` upstream_ms: wants a number or null, got a text`
          upstream_ms=NaN | ` upstream_ms: wants a number or null, got a text`
          raw=x           | ` raw: wants null, got a text`
          """)
  void aChangeThatCannotBeMadeIsRefused(String set, String what) {
    assertThatThrownBy(() -> parse("status = 1", set))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--set" + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          offset=1        | offset: cannot be changed to a number: it says which line the event is
          part=1          | part: cannot be changed to a number: it says which line the event is
          ts=null         | ts: cannot be changed to null: requests_hourly counts by it, and would no longer agree with events
          status=200      | status: cannot be changed to a number: requests_hourly counts by it, and would no longer agree with events
          latency_ms=null | latency_ms: cannot be changed to null: requests_hourly counts by it, and would no longer agree with events
          """)
  void aColumnThatHasToStayIsRefusedWithThoseThatMayGo(String set, String what) {
    assertThatThrownBy(() -> parse("status = 1", set))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--set "
                + what
                + "; columns that can be are host, client_ip, user_name, path, query, protocol,"
                + " upstream_ms, referer, user_agent, request_id, trace_id, attributes, raw");
  }

  @Test
  void aColumnIsChangedToOneValueOnly() {
    assertThatThrownBy(() -> parse("status = 1", "host=a", "host=b"))
        .hasMessage("--set host: is given twice, want one");
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
        .hasMessage("--set seen_at: wants null, got a text");
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
