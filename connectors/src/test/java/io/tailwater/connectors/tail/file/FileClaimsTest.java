package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileClaimsTest {
  private static final FileKey FILE = new FileKey(1, 7, 3);
  private static final FileKey OTHER = new FileKey(1, 8, 3);

  private static final Generation LEFT =
      new Generation(
          Generation.name("a", FILE, 0),
          "a",
          "host",
          FILE,
          0,
          Generation.Place.START,
          0,
          0,
          Codec.NONE,
          0,
          0,
          Generation.State.ACTIVE,
          0);

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

  @Test
  void aFileLeftBehindGoesToTheFirstLogThatMeetsItAndNotBackToItsOwn() {
    claims.leave("web", LEFT, Evidence.write(LEFT));
    assertThat(claims.takeOver("app", "b", FILE, births)).isEmpty();
    assertThat(claims.takeOver("web", "b", FILE, births)).hasValue(LEFT);
    assertThat(claims.takeOver("web", "c", FILE, births)).isEmpty();
    assertThat(claims.resume("web", "a", LEFT)).isFalse();
  }

  @Test
  void aFileLeftBehindIsNotGivenAwayOnceItsOwnLogIsTakenUp() {
    claims.leave("web", LEFT, Evidence.write(LEFT));
    assertThat(claims.resume("web", "a", LEFT)).isTrue();
    claims.takeUp("web", "a", List.of(FILE), births);
    assertThat(claims.takeOver("web", "b", FILE, births)).isEmpty();
  }

  @Test
  void aLogThatIsTakenUpAgainWithoutWhatItTookOverMayTakeItOverAgain() {
    claims.leave("web", LEFT, Evidence.write(LEFT));
    claims.takeUp("web", "b", List.of(), births);
    assertThat(claims.takeOver("web", "b", FILE, births)).hasValue(LEFT);
    claims.takeUp("web", "b", List.of(), births);
    assertThat(claims.takeOver("web", "b", FILE, births)).hasValue(LEFT);
    assertThat(claims.resume("web", "b", LEFT)).isTrue();
    claims.takeUp("web", "b", List.of(FILE), births);
    assertThat(claims.takeOver("web", "c", FILE, births)).isEmpty();
  }
}
