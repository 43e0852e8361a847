package io.tailwater.connectors.commit.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * Memory for the compressed pages of row groups, in blocks that are kept for the next ones. Pages
 * live until their row group ends; as arrays of their own, each collection of garbage would copy
 * those that there are, and then find many megabytes of dead ones among what it thought would last.
 * Not thread-safe. Keeps 48 MiB at most.
 */
final class PageMemory {
  private static final int BLOCK_BYTES = 512 << 10;

  /**
   * Larger pages have an array of their own, so that not too much is left over at a block's end.
   */
  private static final int LARGE_BYTES = BLOCK_BYTES / 2;

  /** As many as all open row groups buffer together by default. */
  private static final int MOST_SPARE = (48 << 20) / BLOCK_BYTES;

  private final Deque<byte[]> spare = new ArrayDeque<>();

  /** Memory for one row group. */
  Share share() {
    return new Share();
  }

  /** What one row group has. It gives all of it back at once, when nobody reads its pages. */
  final class Share implements ByteBufferAllocator, AutoCloseable {
    private final List<byte[]> blocks = new ArrayList<>();
    private byte[] block = new byte[0];
    private int taken;

    private Share() {}

    @Override
    public ByteBuffer allocate(int bytes) {
      if (bytes > LARGE_BYTES) {
        return ByteBuffer.allocate(bytes);
      }
      if (block.length - taken < bytes) {
        block = spare.isEmpty() ? new byte[BLOCK_BYTES] : spare.pop();
        blocks.add(block);
        taken = 0;
      }
      ByteBuffer buffer = ByteBuffer.wrap(block, taken, bytes).slice();
      taken += bytes;
      return buffer;
    }

    /** Pages are not given back one by one. */
    @Override
    public void release(ByteBuffer buffer) {}

    @Override
    public boolean isDirect() {
      return false;
    }

    @Override
    public void close() {
      blocks.stream().limit(MOST_SPARE - spare.size()).forEach(spare::push);
      blocks.clear();
      block = new byte[0];
      taken = 0;
    }
  }
}
