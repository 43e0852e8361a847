package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/** A stream, written in pieces of many lines. */
record StreamOutput(OutputStream out) implements TrafficOutput {
  private static final int CHUNK_BYTES = 60 << 10;

  @Override
  public void take(LineBytes lines, LongSupplier session) throws IOException {
    if (lines.length() > CHUNK_BYTES) {
      lines.writeTo(out);
    }
  }

  @Override
  public void flush(LineBytes lines) throws IOException {
    lines.writeTo(out);
    out.flush();
  }
}
