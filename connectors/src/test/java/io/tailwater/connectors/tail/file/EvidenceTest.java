package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

  private static final byte[] TEXT =
      "a first line\nand a second one\n".getBytes(StandardCharsets.US_ASCII);

  /** As it stands in lakes: must be readable for ever. */
  private static final String STORED =
      "{\"v\":1,\"name\":\"/l/a.log#2:7:9.3\",\"path\":\"/l/a.log.1\",\"host\":\"h\",\"dev\":2,"
          + "\"ino\":7,\"birth_ns\":9,\"epoch\":3,\"head\":[[16,\"3e6d9c6ac9a6ba7ee8cf2a4b8f2ad3a6\"],"
          + "[30,\"00\"]],\"offset\":30,\"anchor\":[30,\"00\"],\"zeros\":4,\"size\":31,"
          + "\"mtime_ns\":11,\"codec\":\"NONE\",\"state\":\"ROTATED\",\"seen_ms\":12}";

  @Test
  void whatIsWrittenIsRead() {
    Generation generation =
        new Generation(
            Generation.name("/l/a \"quoted\" é.log", new FileKey(2, 7, -9), 3),
            "/l/a.log.1",
            "host",
            new FileKey(2, 7, -9),
            3,
            new Generation.Place(
                Head.of(TEXT, TEXT.length),
                TEXT.length,
                Anchor.of(TEXT, 0, TEXT.length),
                new Trail(List.of(new Trail.Mark(256, 0xff00000001L), new Trail.Mark(70_000, 2))),
                1),
            TEXT.length + 5,
            1_789_000_000_000_000_001L,
            Codec.GZIP,
            77,
            1L << 40,
            Generation.State.FINAL,
            1_700_000_000_123L);
    assertThat(Evidence.read(Evidence.write(generation))).isEqualTo(generation);
  }

  @Test
  void theTextIsTheSameInEachRelease() {
    String text = Evidence.write(Evidence.read(STORED));
    assertThat(text)
        .isEqualTo(
            STORED
                .replace("\"v\":1", "\"v\":2")
                .replace("\"zeros\"", "\"trail\":\"\",\"zeros\"")
                .replace("\"state\"", "\"packed\":0,\"inflated\":0,\"state\""));
  }

  @Test
  void devicesAndInodesOfAll64BitsAreKept() {
    FileKey key = new FileKey(-2, Long.MIN_VALUE, -9);
    Generation stored = Evidence.read(STORED);
    Generation generation = stored.at(stored.path(), stored.host(), key, 3, stored.state());
    assertThat(Evidence.read(Evidence.write(generation)).key()).isEqualTo(key);
  }

  @Test
  void whatTheFirstReleaseStoredIsRead() {
    Generation generation = Evidence.read(STORED);
    assertThat(generation.key()).isEqualTo(new FileKey(2, 7, 9));
    assertThat(generation.epoch()).isEqualTo(3);
    assertThat(generation.head().length()).isEqualTo(30);
    assertThat(generation.offset()).isEqualTo(30);
    assertThat(generation.state()).isEqualTo(Generation.State.ROTATED);
    assertThat(generation.trail()).isEqualTo(Trail.NONE);
    assertThat(generation.inflated()).isZero();
    assertThat(Evidence.read(Evidence.write(generation))).isEqualTo(generation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"v\":3} | version 3",
        "{\"v\":1} | lacks \"head\"",
        "{} | lacks \"v\"",
        "nonsense | must be JSON"
      })
  void anythingElseIsRefused(String text, String why) {
    assertThatThrownBy(() -> Evidence.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
