package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinNameTest {

  @ParameterizedTest
  @CsvSource({"64769,77,9", "-2,-1,-9", "-1,-9223372036854775808,0"})
  void aPinTellsItsOwnerAndWhereItsFileStood(long dev, long ino, long birthNs) {
    Path file = Path.of("/l/a.log.1");
    Path pin = PinName.of("abc", new FileKey(dev, ino, birthNs), file);
    assertThat(PinName.isOwnedBy("abc", pin)).isTrue();
    assertThat(PinName.isOwnedBy("ab", pin)).isFalse();
    assertThat(PinName.fileOf(pin)).isEqualTo(file);
  }
}
