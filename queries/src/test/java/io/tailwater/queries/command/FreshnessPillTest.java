package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessPillTest {
  private static final Instant NOW = Instant.parse("2020-01-02T12:00:00Z");

  @Test
  void theWordGoesByTheAgeInCommits() throws Exception {
    assertThat(word("{'age_seconds':60,'commit_interval_seconds':30}", 0)).isEqualTo("LIVE");
    assertThat(word("{'age_seconds':61,'commit_interval_seconds':30}", 0)).isEqualTo("SLOW");
    assertThat(word("{'age_seconds':300,'commit_interval_seconds':30}", 0)).isEqualTo("SLOW");
    assertThat(word("{'age_seconds':301,'commit_interval_seconds':30}", 0)).isEqualTo("STOPPED");
  }

  @Test
  void itAgesWhileNobodyAsks() throws Exception {
    String status = "{'age_seconds':0,'commit_interval_seconds':null}";

    assertThat(word(status, 20)).isEqualTo("LIVE");
    assertThat(word(status, 21)).isEqualTo("SLOW");
    assertThat(word(status, 101)).isEqualTo("STOPPED");
  }

  @Test
  void whoeverIsAwayIsNamed() throws Exception {
    assertThat(word("{'age_seconds':0,'problem':'no disk'}", 0)).isEqualTo("LAKE AWAY");
    assertThat(FreshnessPill.of(Reply.of("{\"age_seconds\":0}").body(), NOW, NOW, "SERVICE").word())
        .isEqualTo("SERVICE AWAY");
  }

  @Test
  void aJobThatIsWellAndHasNothingToCommitIsLive() throws Exception {
    String quiet =
        "{'age_seconds':900,'commit_interval_seconds':600,"
            + "'job':{'age_seconds':9,'interval_seconds':10.0,'stopped':false}}";

    assertThat(word(quiet, 0)).isEqualTo("LIVE");
    assertThat(word(quiet, 12)).isEqualTo("SLOW");
    assertThat(word(quiet, 92)).isEqualTo("STOPPED");
    assertThat(word(quiet.replace("false", "true"), 0)).isEqualTo("STOPPED");
  }

  private static String word(String json, int secondsSince) throws Exception {
    return FreshnessPill.of(
            Reply.of(json.replace('\'', '"')).body(), NOW.minusSeconds(secondsSince), NOW, null)
        .word();
  }
}
