package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientColumnsTest {
  private static final String FORMAT = "$msec $remote_addr - \"$http_x_forwarded_for\"";
  private static final String KEY = "0123456789abcdef";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1|9.9.9.9|9.9.9.9",
        "10.0.0.1|6.6.6.6, 9.9.9.9, 10.0.0.7|9.9.9.9",
        "8.8.8.8|9.9.9.9|8.8.8.8",
        "10.0.0.1|10.0.0.2, 10.0.0.3|10.0.0.2",
        "10.0.0.1|-|10.0.0.1",
        "10.0.0.1|unknown, garbage|10.0.0.1",
        "-|6.6.6.6, 9.9.9.9|9.9.9.9",
        "10.0.0.1|[2001:db8::7]:443|2001:db8::7",
        "fd00::1|9.9.9.9:1234|9.9.9.9",
        "unix:|9.9.9.9|9.9.9.9"
      })
  void theClientIsTheRightmostAddressThatIsNotTrusted(
      String peer, String forwarded, String client) {
    ParseOptions options = options(Privacy.DEFAULT, "10.0.0.0/8", "fd00::/8");
    Parsed parsed = Parsed.of(options, "1.0 " + peer + " - \"" + forwarded + "\"");
    assertThat(parsed.columns().clientIp.string(0)).isEqualTo(client);
  }

  @Test
  void withoutTrustNobodysHeaderIsBelieved() {
    Parsed parsed = Parsed.of(options(Privacy.DEFAULT), "1.0 10.0.0.1 - \"9.9.9.9\"");
    assertThat(parsed.columns().clientIp.string(0)).isEqualTo("10.0.0.1");
    assertThat(parsed.columns().attributes.map(0)).containsEntry("http_x_forwarded_for", "9.9.9.9");
  }

  @Test
  void aPeerThatIsAListIsReadFromTheRightAndKept() {
    ParseOptions options = options(Privacy.DEFAULT, "127.0.0.1");
    Parsed parsed = Parsed.of(options, "1.0 10.0.0.2, 10.0.0.1, 127.0.0.1 - \"-\"");
    assertThat(parsed.columns().clientIp.string(0)).isEqualTo("10.0.0.1");
    assertThat(parsed.columns().attributes.map(0))
        .containsEntry("remote_addr", "10.0.0.2, 10.0.0.1, 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0",
    "2001:db8:1:2:3::9, 2001:db8:1::",
    "::ffff:203.0.113.77, 203.0.113.0",
    "::1, 0:0:0::"
  })
  void truncationKeepsTheNetwork(String address, String network) {
    Privacy privacy = new Privacy(Privacy.ClientIp.TRUNCATE, false, null);
    Parsed parsed = Parsed.of(options(privacy), "1.0 " + address + " - \"1.2.3.4\"");
    assertThat(parsed.columns().clientIp.string(0)).isEqualTo(network);
    assertThat(parsed.columns().attributes.map(0)).isNull();
  }

  @Test
  void whatIsNoAddressIsNotKeptWhenItWouldHaveToBeTruncated() {
    Privacy privacy = new Privacy(Privacy.ClientIp.TRUNCATE, false, null);
    Parsed parsed =
        Parsed.of(options(privacy), "1.0 jo.home.example - \"-\"", "1.0 a.b 1.2 - \"-\"");
    assertThat(parsed.columns().clientIp.isNull(0)).isTrue();
    assertThat(parsed.columns().clientIp.isNull(1)).isTrue();
    assertThat(parsed.columns().attributes.isNull(1)).isTrue();
  }

  @Test
  void equalAddressesHashAlikeUnderOneKeyOnly() {
    Parsed one = hashed(KEY);
    Parsed other = hashed(KEY + "!");
    String hash = one.columns().clientIp.string(0);
    assertThat(hash).matches("[0-9a-f]{32}").isEqualTo(one.columns().clientIp.string(1));
    assertThat(one.columns().clientIp.string(2)).isNotEqualTo(hash);
    assertThat(other.columns().clientIp.string(0)).isNotEqualTo(hash);
  }

  private static Parsed hashed(String key) {
    ParseOptions options = options(new Privacy(Privacy.ClientIp.HASH, false, key));
    return Parsed.of(options, "1.0 1.2.3.4 - \"-\"", "2.0 1.2.3.4 - \"-\"", "3.0 1.2.3.5 - \"-\"");
  }

  @Test
  void hashingWithoutASecretIsRefusedAndTheSecretIsNotPrinted() {
    assertThatThrownBy(() -> new Privacy(Privacy.ClientIp.HASH, false, "short"))
        .hasMessageContaining("at least 16 characters");
    assertThat(new Privacy(Privacy.ClientIp.HASH, false, KEY).toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0/8", "x", "10.0.0.1:80", "::/129", "10.0.0.0/-1", ""})
  void aNetworkThatIsNoneIsRefusedByName(String network) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(network)))
        .hasMessageContaining("got \"" + network + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0|human",
        "Mozilla/5.0 (Linux; Android 7.0; CUBOT NOTE S) AppleWebKit/537.36|human",
        "Opera/9.80 (Windows NT 6.1)|human",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)|bot",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/)|bot",
        "Mozilla/5.0 HeadlessChrome/120.0|bot",
        "curl/7.54.0|bot",
        "python-requests/2.22.0|bot",
        "Elastic-metricbeat/7.16.3 (linux)|bot",
        "MyShop/3.1 (iPhone; iOS 17.0)|unknown",
        "-|unknown"
      })
  void theUserAgentTellsTheClass(String agent, String expected) {
    String line = "1.0 \"" + agent + "\"";
    Parsed parsed = Parsed.of("$msec \"$http_user_agent\"", line, line);
    assertThat(parsed.columns().clientClass.string(0)).isEqualTo(expected);
    assertThat(parsed.columns().clientClass.string(1)).isEqualTo(expected);
  }

  private static ParseOptions options(Privacy privacy, String... trusted) {
    return new ParseOptions(
        "web",
        null,
        LogFormat.compile(FORMAT),
        ZoneOffset.UTC,
        false,
        privacy,
        TrustedProxies.of(List.of(trusted)),
        EndpointRules.NONE,
        Duration.ZERO,
        1024);
  }
}
