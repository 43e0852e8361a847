package io.tailwater.pipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.pipeline.CommandHere;
import io.tailwater.pipeline.job.JobRun;
import io.tailwater.pipeline.job.SourceChoices;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The ingest command in processes of its own, one after the other, over the same logs and the same
 * lake in the directory. It commits twice a second.
 */
public final class IngestRuns {
  /** Most commits that a start makes before it has read a line. */
  private static final int TAKEOVER = 2;

  private final Path directory;
  private final List<String> arguments = new ArrayList<>();
  private final CommittedLake lake;

  /**
   * @param logs the path pattern of each source, by the source's id
   */
  public IngestRuns(Path directory, Map<String, Path> logs) {
    JobProcess.prepare();
    this.directory = directory;
    this.lake = new CommittedLake(directory.resolve("lake"));
    set("lake.warehouse=" + directory.resolve("lake"));
    set("lake.commit_interval=500ms");
    int source = 0;
    for (Map.Entry<String, Path> log : logs.entrySet()) {
      set("sources." + source + ".id=" + log.getKey());
      set("sources." + source + ".paths.0=" + log.getValue());
      // Logs rotate before the first job is up; by default such files are left alone.
      set("sources." + source + ".archives=backfill");
      source++;
    }
  }

  /**
   * @param assignments what is configured of the sources, as {@code key=value}
   */
  public IngestRuns(Path directory, List<String> assignments) {
    this(directory, Map.of());
    assignments.forEach(this::set);
  }

  private void set(String assignment) {
    arguments.add("--set");
    arguments.add(assignment);
  }

  public CommittedLake lake() {
    return lake;
  }

  /** Starts the command. */
  public JobProcess start(String... more) {
    return JobProcess.start(directory, command(more));
  }

  /** Runs the command in this process to its end. */
  public CommandHere commandHere(String... more) {
    return CommandHere.run(command(more));
  }

  private String[] command(String... more) {
    List<String> all = new ArrayList<>(List.of("ingest"));
    all.addAll(arguments);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /**
   * Starts the command and kills it with -9 at a random moment. Two kills in three come after a
   * commit of lines, so that it gets on; the third comes any time.
   *
   * @param longestMillis longest time that it lives after the commit, in ms
   * @param nothingToCome true when no commit need be waited for any more
   */
  public void killed(SplittableRandom random, int longestMillis, BooleanSupplier nothingToCome) {
    long seq = lake.seq();
    try (JobProcess job = start()) {
      if (random.nextInt(3) > 0) {
        job.awaitWhileAlive(60, () -> nothingToCome.getAsBoolean() || lake.seq() > seq + TAKEOVER);
      }
      job.aliveFor(random.nextInt(longestMillis));
      job.kill();
    }
  }

  /**
   * Does something while a job runs that has committed lines since it started; then kills the job.
   */
  public <T> T whileCommitting(Function<JobProcess, T> action) {
    long seq = lake.seq();
    try (JobProcess job = start()) {
      job.awaitWhileAlive(60, () -> lake.seq() > seq + TAKEOVER);
      return action.apply(job);
    }
  }

  /** Reads all that is there, and demands a clean end. */
  public void once() {
    try (JobProcess last = start("--once")) {
      assertThat(last.await(300)).as(last.output()).isZero();
    }
  }

  /** Reads all that is there in this process, and demands a clean end: quicker, and not killed. */
  public void onceHere() {
    List<String> sets = arguments.stream().filter(argument -> !argument.equals("--set")).toList();
    try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream())) {
      JobRun.once(
          ConfigLoader.load(Optional.empty(), Map.of(), sets).config(), SourceChoices.NONE, quiet);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Demands in this process that the lake's own audit finds nothing. */
  public void auditHere() {
    LakeLocation location = LakeLocation.embedded(directory.resolve("lake"));
    AuditScope deep = new AuditScope(Optional.empty(), Optional.empty(), true);
    try (LakeCatalog open = LakeCatalog.open(location)) {
      Cut cut = Cut.newest(open.load(LakeTables.LEDGER)).orElseThrow();
      assertThat(Audit.at(open, cut, deep).findings()).isEmpty();
    }
  }

  /** Demands that the lake's own audit finds nothing. */
  public void audit() {
    String warehouse = arguments.get(1);
    try (JobProcess audit = JobProcess.start(directory, "audit", "--deep", "--set", warehouse)) {
      assertThat(audit.await(300)).as(audit.output()).isZero();
    }
  }
}
