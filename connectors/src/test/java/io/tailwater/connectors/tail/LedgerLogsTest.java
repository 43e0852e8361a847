package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerLogsTest {

  private static final Generation OLD = Generations.of("/a.log", 1, 70);
  private static final Generation NEW = Generations.of("/a.log", 2, 30);

  @Test
  void streamsOfOneLogAreOneSplit() {
    List<StreamHead> heads =
        List.of(
            Generations.head("web", OLD),
            Generations.head("app", NEW),
            Generations.head("web", NEW));
    assertThat(logs(Set.of("web", "app"), heads))
        .containsExactly(log("web", OLD, NEW), log("app", NEW));
  }

  @Test
  void aStreamWhoseLogIsNotReadAnyMoreIsOfTheLogThatItsFileWasSeenAsLast() {
    Generation moved = Generations.at("/new/a.log.1", OLD);
    List<StreamHead> heads = List.of(Generations.head("web", moved));
    assertThat(LedgerLogs.of(Map.of("web", selection("/new/*.log")), heads))
        .extracting(log -> log.active().toString())
        .containsExactly("/new/a.log");
    assertThat(LedgerLogs.of(Map.of("web", selection("/**/*.log")), heads))
        .extracting(log -> log.active().toString())
        .containsExactly("/a.log");
    assertThat(LedgerLogs.of(Map.of("web", selection("/else/*.log")), heads))
        .extracting(log -> log.active().toString())
        .containsExactly("/a.log");
  }

  @Test
  void streamsOfSourcesNotConfiguredAreNotEvenLookedAt() {
    StreamHead topic = new StreamHead("clicks", "clicks-0", 7, 9, null, "");
    assertThat(logs(Set.of("web"), List.of(topic, Generations.head("web", OLD))))
        .containsExactly(log("web", OLD));
  }

  @Test
  void evidenceMustGoOnWhereTheRowEnds() {
    StreamHead head = new StreamHead("web", OLD.name(), 71, 99, null, Evidence.write(OLD));
    assertThatThrownBy(() -> logs(Set.of("web"), List.of(head)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Newest ledger row of stream /a.log#1:1:3.0 of source web: it ends at offset 71,"
                + " its evidence goes on at 70");
  }

  @Test
  void evidenceMustBeOfTheRowsStream() {
    StreamHead head = new StreamHead("web", OLD.name(), 30, 30, null, Evidence.write(NEW));
    assertThatThrownBy(() -> logs(Set.of("web"), List.of(head)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OLD.name())
        .hasMessageContaining(NEW.name());
  }

  @Test
  void evidenceThatCannotBeReadIsNamed() {
    StreamHead head = new StreamHead("web", OLD.name(), 70, 70, null, "{\"v\":9}");
    assertThatThrownBy(() -> logs(Set.of("web"), List.of(head)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OLD.name())
        .hasMessageContaining("version 9");
  }

  private static List<KnownLog> logs(Set<String> sources, List<StreamHead> heads) {
    Map<String, FileSelection> selections = new HashMap<>();
    sources.forEach(source -> selections.put(source, selection("/*.log")));
    return LedgerLogs.of(selections, heads);
  }

  private static FileSelection selection(String pattern) {
    return new FileSelection(List.of(pattern), List.of(), Archives.CONTINUE);
  }

  private static KnownLog log(String source, Generation... known) {
    return new KnownLog(
        source, Path.of("/a.log"), StartFrom.BEGINNING, Generations.evidence(known));
  }
}
