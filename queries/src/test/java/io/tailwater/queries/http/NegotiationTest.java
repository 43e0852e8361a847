package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.rows.Format;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NegotiationTest {

  @Test
  void whoeverTakesAnythingGetsJson() {
    assertThat(chosen(null)).isEqualTo(Format.JSON);
    assertThat(chosen("")).isEqualTo(Format.JSON);
    assertThat(chosen("*/*")).isEqualTo(Format.JSON);
    assertThat(chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))
        .isEqualTo(Format.JSON);
    assertThat(chosen("application/*")).isEqualTo(Format.JSON);
  }

  @Test
  void theFormLikedBestIsTaken() {
    assertThat(chosen("text/csv")).isEqualTo(Format.CSV);
    assertThat(chosen("TEXT/CSV; charset=utf-8")).isEqualTo(Format.CSV);
    assertThat(chosen("application/json;q=0.5, text/csv;q=0.9")).isEqualTo(Format.CSV);
    assertThat(chosen("application/json;q=0.5, application/x-ndjson")).isEqualTo(Format.NDJSON);
    assertThat(chosen("application/vnd.apache.parquet, */*;q=0.1")).isEqualTo(Format.PARQUET);
    assertThat(chosen("text/*")).isEqualTo(Format.CSV);
    assertThat(chosen("text/csv, application/json")).isEqualTo(Format.JSON);
  }

  @Test
  void theClosestRangeCounts() {
    assertThat(chosen("application/json;q=0, */*")).isEqualTo(Format.CSV);
    assertThat(chosen("*/*;q=1, text/csv;q=0.2, application/*;q=0.1")).isEqualTo(Format.CSV);
    assertThat(chosen("application/*;q=0.9, application/json;q=0.1, text/csv;q=0.5"))
        .isEqualTo(Format.NDJSON);
  }

  @Test
  void nothingThatThereIsNamesWhatThereIs() {
    for (String accept : List.of("image/png", "application/json;q=0", "nonsense", "*/*;q=0.000")) {
      assertThatThrownBy(() -> chosen(accept))
          .as(accept)
          .isInstanceOf(NotAcceptableException.class)
          .hasMessageContaining("application/json, text/csv, application/x-ndjson")
          .hasMessageContaining("'format'");
    }
  }

  @Test
  void parameterGoesBeforeHeader() {
    assertThat(Negotiation.choose(Map.of("format", List.of("csv")), "image/png"))
        .isEqualTo(Format.CSV);
    assertThatThrownBy(() -> Negotiation.choose(Map.of("format", List.of("xml")), null))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("'format' wants one of json, csv, ndjson, parquet, got 'xml'");
    assertThatThrownBy(() -> Negotiation.choose(Map.of("format", List.of("csv", "json")), null))
        .isInstanceOf(BadParameterException.class);
  }

  private static Format chosen(String accept) {
    return Negotiation.choose(Map.of(), accept);
  }
}
