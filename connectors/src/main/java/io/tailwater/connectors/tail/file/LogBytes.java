package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a log, whichever way its file is packed. Positions count unpacked bytes. */
interface LogBytes extends Closeable {

  /**
   * Reads from a position until {@code into} is full or nothing more is there.
   *
   * @return how many bytes were read; 0 at or after the end
   */
  int read(ByteBuffer into, long at) throws IOException;

  /**
   * The known end. A packed log is unpacked as far as is needed to say whether it reaches {@code
   * atLeast}: a result below {@code atLeast} is the end as of now.
   */
  long end(long atLeast) throws IOException;
}
