import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;

/**
 * What the pages of finished files of events would take by other codecs: {@code FILE...}. Each page is
 * compressed again by each of them; prints bytes an event and CPU nanoseconds an event, rows of a table.
 */
final class PageCodecs {
  private static final int ROUNDS = 3;

  private interface Codec {
    long bytes(byte[] page) throws IOException;
  }

  private PageCodecs() {}

  public static void main(String[] files) throws IOException {
    List<byte[]> pages = new ArrayList<>();
    long events = 0;
    for (String file : files) {
      events += read(Path.of(file), pages);
    }
    Map<String, Codec> codecs = new LinkedHashMap<>();
    codecs.put("zstd 1, as written", page -> Zstd.compress(page, 1).length);
    codecs.put("zstd 3", page -> Zstd.compress(page, 3).length);
    codecs.put("zstd 9", page -> Zstd.compress(page, 9).length);
    CodecFactory factory = new CodecFactory(new PlainParquetConfiguration(), 0);
    for (CompressionCodecName name :
        List.of(CompressionCodecName.LZ4_RAW, CompressionCodecName.SNAPPY, CompressionCodecName.GZIP)) {
      BytesInputCompressor compressor = factory.getCompressor(name);
      codecs.put(
          name.name().toLowerCase().replace('_', ' '),
          page -> compressor.compress(BytesInput.from(page)).size());
    }
    codecs.put("none", page -> page.length);
    double zstd = 0;
    for (Map.Entry<String, Codec> codec : codecs.entrySet()) {
      long bytes = 0;
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        bytes = 0;
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (byte[] page : pages) {
          bytes += codec.getValue().bytes(page);
        }
        least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
      }
      double each = (double) bytes / events;
      zstd = zstd == 0 ? each : zstd;
      System.out.printf(
          "| %s | %.2f | %.0f | %.2f |%n", codec.getKey(), each, (double) least / events, each / zstd);
    }
  }

  private static long read(Path file, List<byte[]> pages) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      var columns = reader.getFileMetaData().getSchema().getColumns();
      PageReadStore group;
      while ((group = reader.readNextRowGroup()) != null) {
        for (var column : columns) {
          PageReader pageReader = group.getPageReader(column);
          DictionaryPage dictionary = pageReader.readDictionaryPage();
          if (dictionary != null) {
            pages.add(dictionary.getBytes().toByteArray());
          }
          DataPage page;
          while ((page = pageReader.readPage()) != null) {
            pages.add(((DataPageV1) page).getBytes().toByteArray());
          }
        }
      }
      return reader.getRecordCount();
    }
  }
}
