package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.replay.RejectFilter;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which rejected lines are meant. */
final class RejectSelection {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only lines received at this time or later, as 2026-11-26T12:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only lines received before this time (default: now).")
  private Instant to;

  @Option(names = "--source", paramLabel = "ID", description = "Only lines of this source.")
  private String source;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Only lines of this stream, as -o json names them.")
  private String stream;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only lines rejected for it, such as no_match.")
  private String reason;

  /** The source that was given; null for all. */
  String source() {
    return source;
  }

  /**
   * The lines that are meant.
   *
   * @throws ParameterException when there cannot be any
   */
  RejectFilter filter() {
    try {
      // Beside a job that goes on rejecting lines a replay would never end.
      return new RejectFilter(from, to == null ? Instant.now() : to, source, stream, reason);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
