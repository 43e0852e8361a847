package io.tailwater.pipeline.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
  private static final Duration LONG = Duration.ofDays(1);

  @TempDir Path directory;

  @Test
  void allThatWaitAreWrittenTogetherAndToldTogether() throws Exception {
    Segments segments = Segments.open(directory, Clock.systemUTC());
    segments.begin();
    GroupCommit writer = new GroupCommit(segments, 1 << 20, LONG);
    ExecutorService clients = Executors.newFixedThreadPool(50);
    List<Future<?>> posts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      posts.add(
          clients.submit(
              () -> {
                writer.append(line(number));
                return null;
              }));
    }
    while (writer.waiting() < 50) {
      Thread.onSpinWait();
    }
    assertThat(posts).noneMatch(Future::isDone);
    assertThat(Files.size(segments.current().path())).isEqualTo(Segment.HEADER);
    writer.start();
    for (Future<?> post : posts) {
      post.get();
    }
    assertThat(writer.groups()).isEqualTo(1);
    assertThat(events(segments.current().path()))
        .hasSize(50)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("line \\d+"));
    writer.close();
    clients.shutdown();
  }

  @Test
  void anInterruptedSenderDisturbsNobodyElse() throws Exception {
    Segments segments = Segments.open(directory, Clock.systemUTC());
    segments.begin();
    GroupCommit writer = new GroupCommit(segments, 1 << 20, LONG);
    Thread impatient =
        new Thread(
            () -> {
              try {
                writer.append(line(1));
              } catch (InterruptedException e) {
                // As wished.
                Thread.currentThread().interrupt();
              }
            });
    impatient.start();
    while (writer.waiting() < 1) {
      Thread.onSpinWait();
    }
    impatient.interrupt();
    impatient.join();
    writer.start();
    writer.append(line(2));
    assertThat(events(segments.current().path())).contains("line 2");
    writer.close();
    assertThatThrownBy(() -> writer.append(line(3))).hasMessage("The spool is closed");
  }

  @Test
  void closingStoresWhatWaits() throws Exception {
    Segments segments = Segments.open(directory, Clock.systemUTC());
    segments.begin();
    Path segment = segments.current().path();
    GroupCommit writer = new GroupCommit(segments, 1 << 20, LONG);
    ExecutorService client = Executors.newSingleThreadExecutor();
    Future<?> post =
        client.submit(
            () -> {
              writer.append(line(7));
              return null;
            });
    while (writer.waiting() < 1) {
      Thread.onSpinWait();
    }
    writer.start();
    writer.close();
    post.get();
    assertThat(events(segment)).containsExactly("line 7");
    client.shutdown();
  }

  private static ByteBuffer line(int number) {
    return ByteBuffer.wrap(("line " + number + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> events(Path segment) throws IOException {
    List<String> lines = Files.readAllLines(segment);
    return lines.subList(1, lines.size());
  }
}
