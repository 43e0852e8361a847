package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.Posts;
import io.tailwater.pipeline.testing.Strace;
import io.tailwater.pipeline.testing.Strace.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway asks of the kernel before it answers, which no test inside of it could see. */
class GatewayFsyncIT {
  private static final int POSTS = 20;
  private static final String EVENT = "{\"path\":\"/e/%d.\",\"ts\":\"2026-11-27T08:00:00Z\"}";

  @TempDir Path directory;

  @Test
  void noPostIsAcknowledgedBeforeTheDiskHasConfirmedIt() throws IOException {
    List<Call> calls;
    try (JobProcess gateway = gateway()) {
      Posts posts = Posts.to(gateway);
      try (Strace strace = Strace.attach(gateway, directory)) {
        for (int i = 0; i < POSTS; i++) {
          assertThat(posts.post("/ingest", "application/json", EVENT.formatted(i))).isEqualTo(202);
        }
        calls = strace.calls();
      }
    }
    int answered = -1;
    for (int i = 0; i < POSTS; i++) {
      String event = "/e/" + i + ".";
      int written =
          next(calls, answered, call -> call.isWrite() && call.arguments().contains(event));
      String segment = calls.get(written).file();
      assertThat(segment).contains("events.ndjson-");
      int confirmed = next(calls, written, call -> call.isSync() && call.file().equals(segment));
      answered = next(calls, answered, GatewayFsyncIT::isAccepted);
      assertThat(answered).as("answer to post %d in %s", i, calls).isGreaterThan(confirmed);
    }
  }

  @Test
  void noUploadIsAcknowledgedBeforeItAndItsNameAreOnTheDisk() throws IOException {
    List<Call> calls;
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      events.append(EVENT.formatted(i)).append('\n');
    }
    try (JobProcess gateway = gateway()) {
      Posts posts = Posts.to(gateway);
      try (Strace strace = Strace.attach(gateway, directory)) {
        assertThat(posts.post("/upload", "application/x-ndjson", events.toString())).isEqualTo(202);
        calls = strace.calls();
      }
    }
    int written = -1;
    for (int i = 0; i < calls.size(); i++) {
      boolean isUpload = calls.get(i).isWrite() && calls.get(i).file().contains("upload-");
      written = isUpload ? i : written;
    }
    assertThat(written).as("writes of the upload in %s", calls).isNotNegative();
    String file = calls.get(written).file();
    int confirmed = next(calls, written, call -> call.isSync() && call.file().equals(file));
    int renamed =
        next(calls, confirmed, c -> c.name().startsWith("rename") && c.arguments().contains(file));
    String folder = Path.of(file).getParent().toString();
    int named = next(calls, renamed, call -> call.isSync() && call.file().equals(folder));
    assertThat(next(calls, -1, GatewayFsyncIT::isAccepted)).isGreaterThan(named);
  }

  private static boolean isAccepted(Call call) {
    return call.isWrite() && call.arguments().contains("HTTP/1.1 202");
  }

  /** Index of the first such call after another one. */
  private static int next(List<Call> calls, int after, Predicate<Call> wanted) {
    for (int i = after + 1; i < calls.size(); i++) {
      if (wanted.test(calls.get(i))) {
        return i;
      }
    }
    throw new AssertionError("No such call after call " + after + " of " + calls);
  }

  private JobProcess gateway() {
    List<String> args = new ArrayList<>(List.of("gateway"));
    for (String set :
        List.of(
            "lake.warehouse=" + directory.resolve("lake"),
            "sources.0.id=app",
            "sources.0.type=http",
            "gateway.spool=" + directory.resolve("spool"),
            "gateway.min_free=0B",
            "gateway.listen=127.0.0.1:0")) {
      args.add("--set");
      args.add(set);
    }
    return JobProcess.start(directory, args.toArray(String[]::new));
  }
}
