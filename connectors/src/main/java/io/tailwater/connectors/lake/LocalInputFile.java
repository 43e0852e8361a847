package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** A local file to read. */
final class LocalInputFile implements InputFile {
  private final String location;

  LocalInputFile(String location) {
    this.location = location;
  }

  @Override
  public long getLength() {
    try {
      return Files.size(LocalFileIO.pathOf(location));
    } catch (NoSuchFileException e) {
      throw LocalFileIO.missing(location);
    } catch (IOException e) {
      throw LocalFileIO.failed("look at", location, e);
    }
  }

  @Override
  public SeekableInputStream newStream() {
    try {
      return new LocalInputStream(
          FileChannel.open(LocalFileIO.pathOf(location), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw LocalFileIO.missing(location);
    } catch (IOException e) {
      throw LocalFileIO.failed("open", location, e);
    }
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean exists() {
    return Files.exists(LocalFileIO.pathOf(location));
  }
}
