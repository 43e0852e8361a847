package io.tailwater.pipeline.parse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads rows by the header of the file that they stand in, so that neither the place where reading
 * goes on nor another file with other columns can put a value into the wrong one. Rows of a file
 * without a header have the columns that were settled at the start; those of a file whose first
 * line is neither header nor row are rejects.
 */
final class HeadedReader implements LineReader {
  private static final int MOST_SHAPES = 64;

  private final FieldFormat format;
  private final RowParts parts;
  private final FieldReader settled;
  private final Map<CsvShape, FieldReader> byHeader = new LinkedHashMap<>();
  private FieldReader current;
  private byte[] firstLine;
  private String trouble;
  private long overflowBefore;

  HeadedReader(FieldFormat format, RowParts parts) {
    this.format = format;
    this.parts = parts;
    this.settled = new FieldReader(format, parts);
    this.current = settled;
  }

  @Override
  public void turnTo(byte[] first) {
    if (Arrays.equals(first, firstLine)) {
      return;
    }
    firstLine = first;
    trouble = null;
    current = settled;
    if (first == null) {
      return;
    }
    CsvFirstLine found =
        CsvFirstLine.of(
            first, format.csv().delimiter(), format.fields(), format.columns().keySet());
    trouble = found.trouble();
    if (found.header() != null && !found.header().columns().equals(format.csv().columns())) {
      current = readerOf(found.header());
    }
  }

  /** A reader holds a table of names, so there are not more of them than of headers in use. */
  private FieldReader readerOf(CsvShape header) {
    if (byHeader.size() == MOST_SHAPES && !byHeader.containsKey(header)) {
      overflowBefore += overflowOfHeaders();
      byHeader.clear();
    }
    return byHeader.computeIfAbsent(header, shape -> new FieldReader(format.withCsv(shape), parts));
  }

  @Override
  public boolean read(byte[] b, int from, int to, boolean plain, int row) {
    if (trouble != null) {
      parts
          .failure()
          .whole(
              RejectReason.NO_MATCH,
              "a row of a file whose first line is a header with "
                  + FieldFill.A_TIME
                  + ", or a row",
              "a row of one that is neither: " + trouble,
              from);
      return false;
    }
    return current.read(b, from, to, plain, row);
  }

  @Override
  public boolean isEmpty(byte[] b, int from, int to) {
    return trouble == null && current.isEmpty(b, from, to);
  }

  @Override
  public long overflow() {
    return settled.overflow() + overflowBefore + overflowOfHeaders();
  }

  private long overflowOfHeaders() {
    return byHeader.values().stream().mapToLong(FieldReader::overflow).sum();
  }
}
