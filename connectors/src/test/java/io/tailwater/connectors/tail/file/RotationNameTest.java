package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationNameTest {

  @ParameterizedTest
  @CsvSource({
    "access.log.1, access.log, '', 1, NONE",
    "access.log.12.gz, access.log, '', 12, GZIP",
    "access.log-20260910, access.log, 20260910, , NONE",
    "access.log.2026-09-10, access.log, 20260910, , NONE",
    "access.log-20260910-1432.zst, access.log, 202609101432, , ZSTD",
    "access.log-1789000000, access.log, 1789000000, , NONE",
    "access.log-20260910.2.gz, access.log, 20260910, 2, GZIP",
    "access.log.gz, access.log, '', , GZIP"
  })
  void aRotatedNameIsTakenApart(String file, String base, String date, Long number, String codec) {
    assertThat(RotationName.parse(file))
        .isEqualTo(new RotationName(base, date, number, Codec.valueOf(codec)));
    assertThat(RotationName.parse(file).rotated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"access.log", "app-2.log", "web-20260910.log", "20260910", "7", "a.b.c"})
  void anyOtherNameIsItsOwnLog(String file) {
    assertThat(RotationName.parse(file)).isEqualTo(new RotationName(file, "", null, Codec.NONE));
    assertThat(RotationName.parse(file).rotated()).isFalse();
  }

  @Test
  void filesAreSortedOldestFirst() {
    List<String> oldestFirst =
        List.of(
            "a.log-20260909",
            "a.log-20260910.1",
            "a.log-20260910.2",
            "a.log.10",
            "a.log.2",
            "a.log.1",
            "a.log");
    List<String> sorted =
        Stream.of(6, 3, 0, 5, 1, 4, 2)
            .map(oldestFirst::get)
            .map(RotationName::parse)
            .sorted(RotationName.OLDEST_FIRST)
            .map(name -> oldestFirst.get(indexOf(oldestFirst, name)))
            .toList();
    assertThat(sorted).isEqualTo(oldestFirst);
  }

  private static int indexOf(List<String> files, RotationName name) {
    return files.stream().map(RotationName::parse).toList().indexOf(name);
  }
}
