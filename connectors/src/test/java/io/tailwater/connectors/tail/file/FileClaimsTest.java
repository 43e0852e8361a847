package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileClaimsTest {
  private static final FileKey FILE = new FileKey(1, 7, 3);
  private static final FileKey OTHER = new FileKey(1, 8, 3);

  private final BirthTimes births = new BirthTimes();
  private final FileClaims claims = new FileClaims();

  @Test
  void readersOfAJobShareTheirClaimsAndThoseOfAnotherJobDoNot() {
    FileClaims mine = FileClaims.ofJob("one", first -> first.claim("web", "a", FILE, births));
    FileClaims again = FileClaims.ofJob("one", second -> second.claim("web", "a", OTHER, births));

    assertThat(again).isSameAs(mine);
    assertThat(mine.elsewhere("web", "b", FILE, births)).hasValue("a");
    assertThat(mine.elsewhere("web", "b", OTHER, births)).isEmpty();
    assertThat(FileClaims.ofJob("two", none -> {})).isNotSameAs(mine);
  }

  @Test
  void aLogThatIsTakenUpAgainHasOnlyWhatItKnows() {
    claims.takeUp("web", "a", List.of(FILE), births);
    claims.claim("web", "a", OTHER, births);
    assertThat(claims.claim("web", "b", OTHER, births)).isFalse();

    claims.takeUp("web", "a", List.of(FILE), births);
    assertThat(claims.claim("web", "b", FILE, births)).isFalse();
    assertThat(claims.claim("web", "b", OTHER, births)).isTrue();
  }

  @Test
  void aLogThatIsNotTakenUpAgainHasNothing() {
    claims.takeUp("web", "a", List.of(FILE), births);
    claims.takeUp("web", "b", List.of(OTHER), births);
    claims.keepOnly(Set.of("b"));
    assertThat(claims.elsewhere("web", "c", FILE, births)).isEmpty();
    assertThat(claims.elsewhere("web", "c", OTHER, births)).hasValue("b");
  }
}
