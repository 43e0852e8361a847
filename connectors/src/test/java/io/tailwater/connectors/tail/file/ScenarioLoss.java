package io.tailwater.connectors.tail.file;

/** What a scenario may cost, for want of a file that still holds it. */
enum ScenarioLoss {
  /** Nothing. No loss is recorded either. */
  NOTHING("-"),
  /**
   * No line. But bytes are destroyed, and for all the reader knows others stood there too: so a
   * loss may be recorded.
   */
  NO_LINE("L"),
  /** As {@link #NO_LINE}, but only where a process was killed that knew a copy for what it was. */
  NO_LINE_BUT_KNOWLEDGE("L"),
  /** Lines that were not read, or not committed, when the process ended. */
  LINES_WHEN_KILLED("L"),
  /** Lines that a reader was reading from a file without a name when it ended, killed or not. */
  LINES_WHEN_ENDED("L"),
  /** Lines. */
  LINES("L");

  private final String mark;

  ScenarioLoss(String mark) {
    this.mark = mark;
  }

  String mark() {
    return mark;
  }

  boolean allowsRecords(ScenarioVariant variant) {
    return switch (this) {
      case NOTHING -> false;
      case NO_LINE_BUT_KNOWLEDGE -> !variant.isOrderly();
      default -> true;
    };
  }

  boolean allowsMissing(ScenarioVariant variant) {
    return switch (this) {
      case NOTHING, NO_LINE, NO_LINE_BUT_KNOWLEDGE -> false;
      case LINES_WHEN_KILLED -> !variant.isOrderly();
      case LINES_WHEN_ENDED -> !variant.isQuiet();
      case LINES -> true;
    };
  }
}
