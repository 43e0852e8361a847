package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.pipeline.parse.DecimalNumber.SecondsList;
import java.nio.charset.StandardCharsets;
import java.util.Random;
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

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-0.0, 3, 0",
    "12, 0, 12",
    "12, 3, 12000",
    "12.3456, 3, 12345",
    "1.5e3, 0, 1500",
    "15E-1, 0, 1",
    "0.1e+2, 0, 10",
    "1e-400, 9, 0",
    "9223372036854775807, 0, 9223372036854775807",
    "123456789012345678901, -3, 123456789012345678",
    "0.00000000000000000000012, 22, 1"
  })
  void aNumberIsScaled(String text, int power, long scaled) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readScaled(b, 0, b.length, power)).isTrue();
    long most = text.length() > 18 && power <= 0 ? Math.abs(scaled) / 10_000_000_000_000_000L : 0;
    assertThat(number.whole()).isCloseTo(scaled, within(most));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".5", "5.", "1e", "1e+", "1.2.3", "0x1", "NaN", "1e400", "-1", "1 ", "e1"
      })
  void whatCannotBeScaledIsRefused(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readScaled(b, 0, b.length, 0)).isFalse();
  }

  @Test
  void longsAndDoublesAreJavas() {
    long seed = System.nanoTime();
    System.out.println("DecimalNumberTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long whole = random.nextLong() >> random.nextInt(64);
      byte[] b = Long.toString(whole).getBytes(StandardCharsets.US_ASCII);
      assertThat(number.readLong(b, 0, b.length)).isTrue();
      assertThat(number.whole()).isEqualTo(whole);
      String text =
          switch (random.nextInt(3)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> whole + "." + random.nextInt(1000) + "e" + (random.nextInt(60) - 30);
            default -> Float.toString(random.nextFloat() * 1000);
          };
      byte[] d = text.getBytes(StandardCharsets.US_ASCII);
      if (!text.contains("N") && !text.contains("I")) {
        assertThat(number.readDouble(d, 0, d.length)).as(text).isTrue();
        assertThat(number.real()).as(text).isEqualTo(Double.parseDouble(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9223372036854775808", "-9223372036854775809", "1.0", "", "-", "+1", "1e3"})
  void whatIsNoLongIsRefused(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readLong(b, 0, b.length)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e400", "NaN", "Infinity", "0x1p3", "1d", "1_0", ""})
  void whatIsNoDoubleIsRefused(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(number.readDouble(b, 0, b.length)).isFalse();
  }
}
