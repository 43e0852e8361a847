package io.tailwater.connectors.commit.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages one after the other with one zstd context. Parquet's own codec makes a stream,
 * with a context and buffers, for each page, which takes longer than compressing a small one.
 */
final class ZstdPages implements BytesInputCompressor, AutoCloseable {
  private final ZstdCompressCtx context;
  private final Plain plain = new Plain();
  private byte[] frame = new byte[0];

  ZstdPages(int level) {
    context = new ZstdCompressCtx();
    context.setLevel(level);
  }

  /** The page compressed, which is good until the next one: whoever stores it makes a copy. */
  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    plain.reset();
    page.writeAllTo(plain);
    int size = plain.size();
    int bound = Math.toIntExact(Zstd.compressBound(size));
    if (frame.length < bound) {
      frame = new byte[bound];
    }
    int length = context.compressByteArray(frame, 0, frame.length, plain.bytes(), 0, size);
    return BytesInput.from(frame, 0, length);
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

  /** A page as it is written, in an array that is used again. */
  private static final class Plain extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }
}
