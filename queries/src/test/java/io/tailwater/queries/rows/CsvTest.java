package io.tailwater.queries.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void onlyWhatNeedsThemHasQuotes() {
    assertThat(line("a", "b c", "d,e", "f\"g", "h\ni", 'j' + "\r"))
        .isEqualTo("a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\"j\r\"");
  }

  @Test
  void nothingAndEmptyTextDiffer() {
    assertThat(line("", null, "")).isEqualTo("\"\",,\"\"");
  }

  @Test
  void textThatBeginsLikeFormulasIsHarmless() {
    assertThat(line("=1+1", "+1", "-1", "@sum", "\tx", "\rx"))
        .isEqualTo("'=1+1,'+1,'-1,'@sum,'\tx,\"'\rx\"");
    assertThat(line("=HYPERLINK(\"x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
  }

  @Test
  void numbersTimesAndListsAreThemselves() {
    assertThat(
            line(
                -1,
                -0.5,
                true,
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of(1, 2),
                Map.of("a", "b")))
        .isEqualTo("-1,-0.5,true,2026-01-01T00:00:00Z,\"[1,2]\",\"{\"\"a\"\":\"\"b\"\"}\"");
  }

  private static String line(Object... cells) {
    return Csv.line(Arrays.asList(cells));
  }
}
