package io.tailwater.connectors.commit.file;

import java.util.function.Supplier;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file to be created, as Parquet wants it. */
final class ParquetOutput implements OutputFile {
  private final Supplier<ParquetStream> create;

  ParquetOutput(Supplier<ParquetStream> create) {
    this.create = create;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return create.get();
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    throw new UnsupportedOperationException("A data file is written once, under a name of its own");
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }
}
