package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.stream.BacklogEnumerator;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.Packed;
import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.TailOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads growing and rotating files of several sources, every byte once.
 *
 * <p>At the start of a process the ledger says how far each stream was read; when Flink recovers
 * within a run, its own state does.
 */
public final class TailSource
    implements Source<LineBatch, TailSplit, TailEnumeratorState>, ResultTypeQueryable<LineBatch> {

  private static final long serialVersionUID = 1L;

  private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);

  /** What readers in one process know each other by. */
  private final String job = UUID.randomUUID().toString();

  private final List<TailSpec> specs;

  /** What the ledger knows of its logs, as {@link TailSplitSerializer} writes them. */
  private final Packed remembered;

  private final boolean bounded;
  private final Duration lookPeriod;

  /**
   * @param specs what to read, one for each source
   * @param heads the newest ledger row of every stream; those of other sources are left alone
   * @param bounded stop at the end of what is there now
   * @throws IllegalArgumentException when two specs are of one source, or a head's evidence does
   *     not belong to its row
   */
  public TailSource(List<TailSpec> specs, List<StreamHead> heads, boolean bounded) {
    this(specs, heads, bounded, LOOK_PERIOD);
  }

  /**
   * @param lookPeriod how often to look for new files
   */
  TailSource(List<TailSpec> specs, List<StreamHead> heads, boolean bounded, Duration lookPeriod) {
    this.specs = List.copyOf(specs);
    Map<String, FileSelection> selections = new HashMap<>();
    for (TailSpec spec : specs) {
      if (selections.put(spec.source(), spec.selection()) != null) {
        throw new IllegalArgumentException(
            "Each source is configured once, got " + spec.source() + " twice");
      }
    }
    this.remembered = packed(LedgerLogs.of(selections, heads));
    this.bounded = bounded;
    this.lookPeriod = lookPeriod;
  }

  @Override
  public Boundedness getBoundedness() {
    return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<TailSplit, TailEnumeratorState> createEnumerator(
      SplitEnumeratorContext<TailSplit> context) {
    List<RecalledLog> known = known();
    return untilRead(
        context,
        TailEnumerator.create(
            context, specs, rememberedLogs(known), claims(() -> known), bounded, lookPeriod),
        false);
  }

  @Override
  public SplitEnumerator<TailSplit, TailEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<TailSplit> context, TailEnumeratorState state) {
    List<RecalledLog> known = known();
    return untilRead(
        context,
        new TailEnumerator(
            context, specs, rememberedLogs(known), claims(() -> known), bounded, lookPeriod, state),
        true);
  }

  private SplitEnumerator<TailSplit, TailEnumeratorState> untilRead(
      SplitEnumeratorContext<TailSplit> context, TailEnumerator enumerator, boolean recovered) {
    return bounded ? new BacklogEnumerator<>(enumerator, context, recovered) : enumerator;
  }

  private FileClaims claims(Supplier<List<RecalledLog>> known) {
    return FileClaims.ofJob(job, claims -> claimRemembered(claims, known.get()));
  }

  /** A log that no reader is given keeps its files from no other. */
  private void claimRemembered(FileClaims claims, List<RecalledLog> known) {
    String host = TailReader.hostName("localhost");
    Map<String, FileSelection> selections = new HashMap<>();
    specs.forEach(spec -> selections.put(spec.source(), spec.selection()));
    Set<String> read = new HashSet<>();
    for (KnownLog log : rememberedLogs(known).current()) {
      if (LineagePath.isSelected(log.active(), selections.get(log.source()))) {
        read.add(log.id());
      }
    }
    for (RecalledLog log : known) {
      if (read.contains(log.log().id())) {
        log.claim(claims, host);
      } else {
        log.leave(claims, host);
      }
    }
  }

  private RememberedLogs rememberedLogs(List<RecalledLog> known) {
    return new RememberedLogs(known, TailOptions.defaults(bounded).forgetAfter());
  }

  private static Packed packed(List<KnownLog> known) {
    return Packed.of(out -> TailSplitSerializer.write(known, out));
  }

  private List<RecalledLog> known() {
    return RecalledLog.of(remembered.read(TailSplitSerializer::read));
  }

  @Override
  public SourceReader<LineBatch, TailSplit> createReader(SourceReaderContext context) {
    return new TailReader(specs, claims(this::known), bounded, context);
  }

  @Override
  public SimpleVersionedSerializer<TailSplit> getSplitSerializer() {
    return new TailSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<TailEnumeratorState> getEnumeratorCheckpointSerializer() {
    return new TailEnumeratorStateSerializer();
  }

  @Override
  public TypeInformation<LineBatch> getProducedType() {
    return TypeInformation.of(LineBatch.class);
  }
}
