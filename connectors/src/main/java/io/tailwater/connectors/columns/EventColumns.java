package io.tailwater.connectors.columns;

import java.util.Arrays;

/**
 * A batch of events, one array a column. The parser fills one and hands it to the operators chained
 * behind it, which read it before it is filled again: it never crosses a network and is never kept.
 *
 * <p>Rows are added with {@link #addRow}; what the line does not say stays null. Text is valid
 * UTF-8: whoever sets a slice has made sure of that. All rows of a batch come from one stream.
 */
public final class EventColumns {
  public final DictionaryColumn service = new DictionaryColumn();
  public final SliceColumn host = new SliceColumn();
  public final SliceColumn clientIp = new SliceColumn();
  public final SliceColumn userName = new SliceColumn();
  public final DictionaryColumn method = new DictionaryColumn();
  public final SliceColumn path = new SliceColumn();
  public final SliceColumn query = new SliceColumn();
  public final DictionaryColumn endpoint = new DictionaryColumn();
  public final DictionaryColumn protocol = new DictionaryColumn();
  public final IntColumn status = new IntColumn();
  public final LongColumn bytes = new LongColumn();
  public final DoubleColumn latencyMs = new DoubleColumn();
  public final DoubleColumn upstreamMs = new DoubleColumn();
  public final SliceColumn referer = new SliceColumn();
  public final SliceColumn userAgent = new SliceColumn();
  public final DictionaryColumn clientClass = new DictionaryColumn();
  public final DictionaryColumn region = new DictionaryColumn();
  public final SliceColumn requestId = new SliceColumn();
  public final SliceColumn traceId = new SliceColumn();
  public final AttributesColumn attributes = new AttributesColumn();
  public final SliceColumn raw = new SliceColumn();
  public final OwnColumns own = new OwnColumns();

  /** Which of several events of one record a row is, from 0; null where its offset says it. */
  public final IntColumn part = new IntColumn();

  private long[] tsMicros = new long[0];
  private long[] offset = new long[0];
  private String source;
  private String stream;
  private int rows;

  /** Forgets all rows and starts a batch of the given stream. */
  public void start(String source, String stream) {
    start(source, stream, null);
  }

  /**
   * The same where most slices will lie in {@code bytes}, which makes them cheaper; it may be null.
   */
  public void start(String source, String stream, byte[] bytes) {
    this.source = source;
    this.stream = stream;
    service.clear(rows);
    host.clear(bytes);
    clientIp.clear(bytes);
    userName.clear(bytes);
    method.clear(rows);
    path.clear(bytes);
    query.clear(bytes);
    endpoint.clear(rows);
    protocol.clear(rows);
    status.clear(rows);
    this.bytes.clear(rows);
    latencyMs.clear(rows);
    upstreamMs.clear(rows);
    referer.clear(bytes);
    userAgent.clear(bytes);
    clientClass.clear(rows);
    region.clear(rows);
    requestId.clear(bytes);
    traceId.clear(bytes);
    attributes.clear(rows);
    raw.clear(bytes);
    own.clear(rows, bytes);
    part.clear(rows);
    rows = 0;
  }

  /** Adds a row of nulls and returns its number. */
  public int addRow(long tsMicros, long offset) {
    int row = rows++;
    ensure(rows);
    attributes.clearRow(row);
    this.tsMicros[row] = tsMicros;
    this.offset[row] = offset;
    return row;
  }

  /** Takes the newest row back: its line turned out to be no event. */
  public void dropRow() {
    int row = --rows;
    service.clearRow(row);
    host.clearRow(row);
    clientIp.clearRow(row);
    userName.clearRow(row);
    method.clearRow(row);
    path.clearRow(row);
    query.clearRow(row);
    endpoint.clearRow(row);
    protocol.clearRow(row);
    status.clearRow(row);
    bytes.clearRow(row);
    latencyMs.clearRow(row);
    upstreamMs.clearRow(row);
    referer.clearRow(row);
    userAgent.clearRow(row);
    clientClass.clearRow(row);
    region.clearRow(row);
    requestId.clearRow(row);
    traceId.clearRow(row);
    raw.clearRow(row);
    own.clearRow(row);
    part.clearRow(row);
  }

  /** Replaces the row's time, which is often known only after the row was opened. */
  public void setTs(int row, long tsMicros) {
    this.tsMicros[row] = tsMicros;
  }

  /** Replaces the row's offset, where a line has several events. */
  public void setOffset(int row, long offset) {
    this.offset[row] = offset;
  }

  /** Event time, epoch microseconds in UTC. */
  public long tsMicros(int row) {
    return tsMicros[row];
  }

  /** Position of the line's first byte, or of its record, in its stream. */
  public long offset(int row) {
    return offset[row];
  }

  public int rows() {
    return rows;
  }

  public String source() {
    return source;
  }

  public String stream() {
    return stream;
  }

  private void ensure(int needed) {
    if (needed <= tsMicros.length) {
      return;
    }
    int capacity = Math.max(1024, needed * 2);
    tsMicros = Arrays.copyOf(tsMicros, capacity);
    offset = Arrays.copyOf(offset, capacity);
    service.ensure(capacity);
    host.ensure(capacity);
    clientIp.ensure(capacity);
    userName.ensure(capacity);
    method.ensure(capacity);
    path.ensure(capacity);
    query.ensure(capacity);
    endpoint.ensure(capacity);
    protocol.ensure(capacity);
    status.ensure(capacity);
    bytes.ensure(capacity);
    latencyMs.ensure(capacity);
    upstreamMs.ensure(capacity);
    referer.ensure(capacity);
    userAgent.ensure(capacity);
    clientClass.ensure(capacity);
    region.ensure(capacity);
    requestId.ensure(capacity);
    traceId.ensure(capacity);
    attributes.ensure(capacity);
    raw.ensure(capacity);
    own.ensure(capacity);
    part.ensure(capacity);
  }
}
