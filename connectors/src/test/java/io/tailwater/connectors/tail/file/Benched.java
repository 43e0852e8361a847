package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one log, whose engine has yet to start. */
abstract class Benched {
  @TempDir Path directory;
  TailBench tail;

  @BeforeEach
  void bench() {
    tail = new TailBench(directory.resolve("access.log"));
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }
}
