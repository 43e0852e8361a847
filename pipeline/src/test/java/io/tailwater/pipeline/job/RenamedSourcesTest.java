package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.LakeCommittable;
import io.tailwater.connectors.commit.LakeCoordinator;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.commit.ResumePoint;
import io.tailwater.connectors.commit.Succession;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.UnknownLayoutException;
import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.connectors.lake.config.RetentionConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake into which the source web has read two logs. */
class RenamedSourcesTest {
  private static final String PIPELINE = "web-logs";

  @TempDir Path warehouse;
  private LakeCatalog lake;
  private int runs;

  @BeforeEach
  void readAsWeb() {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    commit(start().seq() + 1, read("web", "a", 0), read("web", "b", 0));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void theSourceThatTheLakeKnowsGoesOnAndNothingIsAsked() {
    assertThat(
            RenamedSources.check(lake, config("web"), List.of(), SourceChoices.NONE)
                .known()
                .sources())
        .containsExactly("web");
  }

  @Test
  void aRenamedSourceIsNeverReadAgainUnasked() {
    assertThatThrownBy(() -> check("access", SourceChoices.NONE))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "Source 'access' is new to the lake and would read 2 logs again, such as /log/a.log,"
                + " which source 'web' has read; that one is no longer configured. If it was"
                + " renamed, start once with --adopt web=access to keep its place; if its lines are"
                + " to be read once more, start once with --as-new access");
    check("access", new SourceChoices(Map.of(), Set.of("access")));
  }

  @Test
  void aNewSourceOfOtherLogsIsNoRenamedOne() {
    RenamedSources.check(lake, config("app", "/elsewhere/*.log"), List.of(), SourceChoices.NONE);
  }

  @Test
  void anAdoptedSourceGoesOnWithoutTheFlagAndWithIt() {
    ResumePoint point = adopt("web", "access");
    assertThat(point.heads()).extracting(StreamHead::source).containsOnly("access");
    check("access", SourceChoices.NONE);
    long seq = point.seq();
    assertThat(adopt("web", "access").seq()).as("said again").isEqualTo(seq);
  }

  @Test
  void anIdThatGaveItsPlaceAwayIsRefusedUntilItTakesItBack() {
    long seq = adopt("web", "access").seq();
    assertThatThrownBy(() -> check("web", SourceChoices.NONE))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "Source 'web' is configured again, but commit "
                + seq
                + " gave its place to 'access'. Give it an id that the lake does not know; or take"
                + " 'access' out of the configuration and start once with --adopt access=web");
    assertThat(adopt("access", "web").heads()).extracting(StreamHead::source).containsOnly("web");
    check("web", SourceChoices.NONE);
  }

  @Test
  void thePinsOfARenamedSourceAreStillItsOwn() {
    String before =
        TailSpecs.of(config("web").sources(), lake, known("web")).get(0).pinning().owner();
    adopt("web", "access");
    assertThat(TailSpecs.of(config("access").sources(), lake, known("access")).get(0).pinning())
        .hasFieldOrPropertyWithValue("owner", before);
  }

  @Test
  void anAdoptionIsKnownWhenRetentionHasRemovedTheRowsOfItsTime() {
    String owner =
        TailSpecs.of(config("web").sources(), lake, known("web")).get(0).pinning().owner();
    ResumePoint point = adopt("web", "access");
    commit(point.seq() + 1, read("access", "a", 9));
    Duration day = Duration.ofDays(1);
    UpkeepTargets targets = UpkeepTargets.of(new RetentionConfig(day, day, day, day, day));
    new Upkeep(lake, targets).retain(Instant.now().plus(Duration.ofDays(40)), false);

    assertThat(known("access").streamsOf("web")).as("its rows are gone").isEmpty();
    assertThat(adopt("web", "access").seq()).as("said again").isEqualTo(point.seq() + 1);
    assertThatThrownBy(() -> check("web", SourceChoices.NONE)).isInstanceOf(CannotStart.class);
    assertThat(TailSpecs.of(config("access").sources(), lake, known("access")).get(0).pinning())
        .hasFieldOrPropertyWithValue("owner", owner);
  }

  @Test
  void adoptionsThatMakeNoSenseAreRefused() {
    assertRefused("web", "nginx", "web", "the lake knows no source 'nginx', it knows web");
    assertRefused("web", "web", "web", "source 'web' is still configured");
    assertRefused("web", "web", "access", "There is no source 'access' in the configuration");
    check("access", new SourceChoices(Map.of(), Set.of("access")));
    ResumePoint point = adopt("web", "access");
    assertRefused("edge", "web", "edge", "commit " + point.seq() + " gave its place to 'access'");
  }

  @Test
  void aSourceThatHasReadItselfTakesNoOnesPlace() {
    commit(start().seq() + 1, read("access", "c", 0));
    assertRefused("access", "web", "access", "has read 1 log into the lake itself");
  }

  @Test
  void aNewerLakeIsRefusedBeforeAnythingIsAsked() {
    lake.load(LakeTables.LEDGER).updateProperties().set("tailwater.layout", "99").commit();
    assertThatThrownBy(() -> check("access", SourceChoices.NONE))
        .isInstanceOf(UnknownLayoutException.class);
  }

  private void assertRefused(String configured, String from, String to, String why) {
    assertThatThrownBy(() -> check(configured, new SourceChoices(Map.of(from, to), Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private ResumePoint adopt(String from, String to) {
    RenamedSources renamed =
        RenamedSources.check(
            lake, config(to), List.of(), new SourceChoices(Map.of(from, to), Set.of()));
    return renamed.adopt(lake, PIPELINE, start());
  }

  private void check(String source, SourceChoices choices) {
    RenamedSources.check(lake, config(source), List.of(), choices);
  }

  private Succession known(String source) {
    return RenamedSources.check(lake, config(source), List.of(), SourceChoices.NONE).known();
  }

  private ResumePoint start() {
    runs++;
    return LakeStart.begin(lake, PIPELINE, "run" + runs);
  }

  private void commit(long seq, LedgerEntry... entries) {
    String run = "run" + runs;
    new LakeCoordinator(lake, PIPELINE, run)
        .commit(new LakeCommittable(seq, run + "-" + seq, List.of(), List.of(entries), null));
  }

  private static LedgerEntry read(String source, String log, long from) {
    String stream = "/log/" + log + ".log#1:2:3.0";
    long to = from + 9;
    return new LedgerEntry(
        source, stream, from, to, to, 1, 0, 0, 1, 0, null, 0, 9, null, null, "{}", null);
  }

  private static TailwaterConfig config(String source) {
    return config(source, "/log/*.log");
  }

  private static TailwaterConfig config(String source, String path) {
    return ConfigLoader.load(
            Optional.empty(),
            Map.of(),
            List.of("sources.0.id=" + source, "sources.0.paths.0=" + path))
        .config();
  }
}
