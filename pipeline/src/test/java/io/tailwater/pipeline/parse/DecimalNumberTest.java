package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.parse.DecimalNumber.SecondsList;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNumberTest {
  private final DecimalNumber number = new DecimalNumber();

  @Test
  void everyMillisecondIsExact() {
    for (int ms = 0; ms < 70_000; ms++) {
      byte[] b = String.format("%d.%03d", ms / 1000, ms % 1000).getBytes(StandardCharsets.US_ASCII);
      assertThat(number.readSeconds(b, 0, b.length)).isTrue();
      assertThat(number.nanos() / 1e6).isEqualTo(ms);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.100, 0.004 : 0.2|304000000", "0.004|4000000", "0.100, -|100000000",
        "-, 0.1|100000000", "0.1:0.2|300000000", "1; 2|3000000000"
      })
  void aListIsTheSumOfItsParts(String text, long nanos) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readSecondsList(b, 0, b.length)).isEqualTo(SecondsList.SUM);
    assertThat(number.nanos()).isEqualTo(nanos);
  }

  @Test
  void aListOfDashesIsNothing() {
    byte[] b = "-, - : -".getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readSecondsList(b, 0, b.length)).isEqualTo(SecondsList.NOTHING);
    assertThat(DecimalNumber.parts(b, 0, b.length)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1, x", "0.1,", ", 0.1", "0.1 0.2", "", "9999999999, 9999999999"})
  void whatIsNoListIsWrong(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readSecondsList(b, 0, b.length)).isEqualTo(SecondsList.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1x", "+1", "1234567890123456789", " 1"})
  void whatIsNoWholeNumberIsRefused(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readWhole(b, 0, b.length)).isFalse();
  }
}
