package io.tailwater.pipeline.testing;

import java.io.IOException;

/** Who writes one log, and does to it what writers and rotations do. */
interface LogWriter {
  String name();

  /** Does one thing. */
  void act() throws IOException;

  /** Leaves the log at a line's end and returns how many lines were written in all. */
  int finish() throws IOException;
}
