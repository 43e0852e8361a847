package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A split as Flink stores it: texts, and each generation as its {@link Evidence}. Version 2;
 * version 1, whose splits were one log each, is read.
 */
final class TailSplitSerializer implements SimpleVersionedSerializer<TailSplit> {

  static final int VERSION = 2;

  private static final int OLDEST = 1;

  /** How a version writes a text. */
  private interface TextReader {
    String read(DataInput in) throws IOException;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(TailSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(split.logs(), new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Writes any number of logs, as version 2 does. */
  static void write(List<KnownLog> logs, DataOutput out) throws IOException {
    out.writeInt(logs.size());
    for (KnownLog log : logs) {
      write(log.source(), out);
      write(log.active().toString(), out);
      write(log.start().name(), out);
      out.writeInt(log.evidence().size());
      for (String evidence : log.evidence()) {
        write(evidence, out);
      }
    }
  }

  @Override
  public TailSplit deserialize(int version, byte[] serialized) throws IOException {
    StoredVersion.check("A tail split", version, OLDEST, VERSION);
    DataInput in = new DataInputStream(new ByteArrayInputStream(serialized));
    return new TailSplit(version == OLDEST ? List.of(log(in, DataInput::readUTF)) : read(in));
  }

  /** The logs that {@link #write} wrote. */
  static List<KnownLog> read(DataInput in) throws IOException {
    List<KnownLog> logs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      logs.add(log(in, TailSplitSerializer::text));
    }
    return logs;
  }

  private static KnownLog log(DataInput in, TextReader texts) throws IOException {
    String source = texts.read(in);
    Path active = Path.of(texts.read(in));
    StartFrom start = StartFrom.valueOf(texts.read(in));
    List<String> evidence = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      evidence.add(texts.read(in));
    }
    return new KnownLog(source, active, start, evidence);
  }

  /** Not {@code writeUTF}, which goes over a text character by character, twice. */
  private static void write(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
