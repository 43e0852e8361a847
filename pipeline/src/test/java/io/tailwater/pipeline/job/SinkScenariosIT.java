package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.ScenarioLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake takes nothing for a while: its catalog is locked, or event files cannot be written. */
class SinkScenariosIT {
  private static final int SECONDS = 240;
  private static final String FAILED = "switched from RUNNING to FAILED";

  @TempDir Path directory;
  private IngestRuns ingest;
  private ScenarioLog log;

  @BeforeEach
  void prepare() throws IOException {
    log = new ScenarioLog(Files.createDirectory(directory.resolve("logs")));
    ingest = new IngestRuns(directory, Map.of("web", log.file("app.log")));
    log.append("app.log", 100);
  }

  @Test
  void b2_aBacklogThatRotatesWhileTheSinkIsBlockedIsReadToItsEnd() throws Exception {
    try (JobProcess job = ingest.start()) {
      awaitAll(job);
      try (Connection locked = lockCatalog()) {
        long before = job.countLogged("Triggering checkpoint");
        for (int rotation = 1; rotation <= 3; rotation++) {
          log.append("app.log", 5_000);
          log.rename("app.log", "app.log." + (9 - rotation));
        }
        log.append("app.log", 100);
        job.awaitWhileAlive(SECONDS, () -> job.countLogged("Triggering checkpoint") > before);
        log.rename("app.log", "app.log.5");
        log.append("app.log", 100);
      }
      awaitAll(job);
    }
    account("B2");
  }

  @Test
  void f3_aSinkThatIsDownAcrossARestartCostsNothing() throws Exception {
    try (JobProcess job = ingest.start()) {
      awaitAll(job);
      breakEvents();
      log.append("app.log", 1_000);
      job.awaitWhileAlive(SECONDS, () -> job.countLogged(FAILED) > 0);
      log.rename("app.log", "app.log.1");
      log.append("app.log", 1_000);
      job.kill();
    }
    try (JobProcess job = ingest.start()) {
      job.awaitWhileAlive(SECONDS, () -> job.countLogged(FAILED) > 0);
      mendEvents();
      awaitAll(job);
    }
    account("F3");
  }

  @Test
  void f10_aGenerationFinishedSinceTheLastCommitIsNotReadAgain() throws Exception {
    try (JobProcess job = ingest.start()) {
      awaitAll(job);
      breakEvents();
      log.append("app.log", 500);
      log.rename("app.log", "app.log.1");
      log.pack("app.log.1");
      log.append("app.log", 10);
      job.awaitWhileAlive(SECONDS, () -> job.countLogged(FAILED) > 0);
      mendEvents();
      awaitAll(job);
      log.append("app.log", 10);
      awaitAll(job);
    }
    account("F10");
  }

  @Test
  void f11_aJobThatFailsAgainWhileItRecoversForgetsNoLog() throws Exception {
    try (JobProcess job = ingest.start()) {
      awaitAll(job);
      breakEvents();
      log.append("app.log", 500);
      job.awaitWhileAlive(SECONDS, () -> job.countLogged(FAILED) > 2);
      mendEvents();
      awaitAll(job);
      log.append("app.log", 10);
      awaitAll(job);
    }
    account("F11");
  }

  private void awaitAll(JobProcess job) {
    job.awaitWhileAlive(SECONDS, () -> log.isIn(ingest.lake()));
  }

  private void account(String id) {
    ingest.onceHere();
    assertThat(log.account(id, ingest.lake()).report(getClass()).isRight()).isTrue();
    ingest.auditHere();
  }

  /** Nobody commits until the connection is closed. */
  private Connection lockCatalog() throws Exception {
    Connection catalog =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("lake/catalog.db"));
    try (Statement statement = catalog.createStatement()) {
      statement.execute("pragma busy_timeout = 30000");
      statement.execute("begin exclusive");
    }
    return catalog;
  }

  /** New event files cannot be written: a file stands where their directory was. */
  private void breakEvents() throws IOException {
    Files.move(events(), events().resolveSibling("moved"));
    Files.createFile(events());
  }

  private void mendEvents() throws IOException {
    Files.delete(events());
    Files.move(events().resolveSibling("moved"), events());
  }

  private Path events() {
    return directory.resolve("lake/logs/events/data");
  }
}
