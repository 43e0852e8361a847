package io.tailwater.connectors.stream;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What goes to Flink with a job, deflated. Flink keeps several copies of what an operator is made
 * of for as long as the job runs, and what is known of a hundred thousand logs is large.
 */
public final class Packed implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] deflated;

  /** Writes what is to be packed. */
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads it again. */
  public interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private Packed(byte[] deflated) {
    this.deflated = deflated;
  }

  /** Packs what is written. */
  public static Packed of(Writer writer) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new DeflaterOutputStream(packed, deflater)))) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return new Packed(packed.toByteArray());
  }

  /** What the reader makes of it. */
  public <T> T read(Reader<T> reader) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(deflated))))) {
      return reader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
