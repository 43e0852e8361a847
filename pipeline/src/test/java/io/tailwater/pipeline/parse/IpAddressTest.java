package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  private final IpAddress address = new IpAddress();

  @Test
  void agreesWithJavaOnRandomAddresses() throws UnknownHostException {
    long seed = System.nanoTime();
    System.out.println("IpAddressTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bits = new byte[16];
      random.nextBytes(bits);
      int zeroFrom = random.nextInt(16) & ~1;
      int zeroTo = random.nextInt(17);
      for (int j = zeroFrom; j < zeroTo; j++) {
        bits[j] = 0;
      }
      String text = compressed(InetAddress.getByAddress(bits).getHostAddress());
      ByteBuffer expected = ByteBuffer.wrap(bits);
      assertThat(read(text)).as(text).isTrue();
      assertThat(address.high()).as(text).isEqualTo(expected.getLong());
      assertThat(address.low()).as(text).isEqualTo(expected.getLong());
    }
  }

  private static String compressed(String text) {
    return text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.4 ",
        "1..3.4",
        "0001.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:123456",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:",
        "[::1",
        "[::1]x",
        "[1.2.3.4]",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "host",
        "1.2.3.4:x"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThat(read(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "1::",
        "fe80::1%eth0",
        "::ffff:1.2.3.4",
        "[::1]:80",
        "[::1]",
        "1.2.3.4:80",
        "1:2:3:4:5:6:1.2.3.4",
        "1:2:3:4:5:6:7:8",
        "2001:DB8::A"
      })
  void shortFormsPortsAndZonesAreRead(String text) {
    assertThat(read(text)).isTrue();
  }

  private boolean read(String text) {
    byte[] b = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return address.read(b, 1, b.length - 1);
  }
}
