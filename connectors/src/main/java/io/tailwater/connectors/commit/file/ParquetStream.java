package io.tailwater.connectors.commit.file;

import java.io.IOException;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.parquet.io.DelegatingPositionOutputStream;

/** An Iceberg output stream as Parquet wants it. */
final class ParquetStream extends DelegatingPositionOutputStream {
  private final PositionOutputStream out;

  ParquetStream(PositionOutputStream out) {
    super(out);
    this.out = out;
  }

  @Override
  public long getPos() throws IOException {
    return out.getPos();
  }
}
