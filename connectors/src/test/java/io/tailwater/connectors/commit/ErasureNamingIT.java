package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.upkeep.CutNaming;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a round of upkeep with nothing to do reads of the ledger of a year, because of erasures. */
class ErasureNamingIT {
  private static final int COMMITS_A_DAY = 24;
  private static final int DAYS = 365;
  private static final int FIRST = DAYS * COMMITS_A_DAY + 1;

  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private PeopleLake people;

  @BeforeEach
  void fillAYear() {
    lake = TestLake.faulty(warehouse);
    lake.start("run1");
    LongLedger.fill(lake, DAYS, COMMITS_A_DAY, 1);
    people = new PeopleLake(lake);
  }

  @AfterEach
  void close() {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    lake.close();
  }

  @Test
  void nothingWhereNothingWasErased() {
    assertThat(openedByAnIdleRound()).isZero();
  }

  @Test
  void nothingAfterErasuresAndAfterOneThatDidNotEnd() {
    for (int person = 1; person < 5; person++) {
      people.commit(lake.coordinator("run1"), "run1", FIRST + person - 1, 1);
      people.erase("client_ip = '203.0.113." + person + "'");
    }
    assertThat(openedByAnIdleRound()).isZero();
    FaultyCatalog.set(Fail.killedAt("ledger", 1, true));
    assertThatThrownBy(() -> people.erase(PeopleLake.OF_PERSON)).isInstanceOf(Fail.Killed.class);
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    assertThat(people.erased()).isGreaterThan(4 * 4);
    assertThat(openedByAnIdleRound()).isZero();
  }

  private long openedByAnIdleRound() {
    CutNaming naming = new CutNaming(lake.catalog);
    while (naming.name()) {
      // Until there is nothing to say.
    }
    long before = FaultyFileIO.opened();
    assertThat(naming.name()).isFalse();
    long opened = FaultyFileIO.opened() - before;
    System.out.println("An idle round opens " + opened + " files");
    return opened;
  }
}
