package io.tailwater.connectors.commit.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages one after the other with one zstd context. Parquet's own codec makes a stream,
 * with a context and buffers, for each page, which takes longer than compressing a small one.
 */
final class ZstdPages implements BytesInputCompressor, AutoCloseable {
  private final ZstdCompressCtx context;
  private byte[] frame = new byte[0];

  ZstdPages(int level) {
    context = new ZstdCompressCtx();
    context.setLevel(level);
  }

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    ByteBuffer bytes = page.toByteBuffer();
    int size = bytes.remaining();
    int bound = Math.toIntExact(Zstd.compressBound(size));
    if (frame.length < bound) {
      frame = new byte[bound];
    }
    int length =
        context.compressByteArray(
            frame, 0, frame.length, bytes.array(), bytes.arrayOffset() + bytes.position(), size);
    return BytesInput.from(Arrays.copyOf(frame, length));
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    // The context lives as long as its owner.
  }

  @Override
  public void close() {
    context.close();
  }
}
