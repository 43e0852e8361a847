package io.tailwater.connectors.commit.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.RetentionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.junit.jupiter.api.Test;

class SmallFilesTest {
  private static final LakeTables TABLE = LakeTables.EVENTS;
  private static final RetentionConfig RETENTION =
      new RetentionConfig(
          Duration.ofDays(30),
          Duration.ofDays(400),
          Duration.ofDays(14),
          Duration.ofHours(1),
          Duration.ofDays(7));
  private static final UpkeepTargets SPARING =
      new UpkeepTargets(8, true, 1_000, 1_000_000, 1_000, RETENTION);

  private int named;

  @Test
  void eightFilesOfAboutOneSizeAreMergedAndSevenAreNot() {
    assertThat(groups(SPARING, files(1, 100, 110, 90, 100, 120, 100, 80))).isEmpty();
    assertThat(groups(SPARING, files(1, 100, 110, 90, 100, 120, 100, 80, 100)))
        .singleElement()
        .matches(group -> group.size() == 8);
  }

  @Test
  void aMuchLargerFileIsLeftAloneUntilThereAreEightOfItsSize() {
    List<DataFile> files = files(1, 100, 100, 100, 100, 100, 100, 100, 100, 5_000);
    assertThat(groups(SPARING, files).get(0)).hasSize(8);
    assertThat(
            groups(SPARING, files(1, 100, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000)))
        .singleElement()
        .matches(group -> group.size() == 8);
    assertThat(groups(SPARING.mergingAll(), files).get(0)).hasSize(9);
  }

  @Test
  void filesOfDifferentDaysAreNotMerged() {
    List<DataFile> files = files(1, 100, 100, 100, 100);
    files.addAll(files(2, 100, 100, 100, 100));
    assertThat(groups(SPARING, files)).isEmpty();
    assertThat(groups(SPARING.mergingAll(), files)).hasSize(2);
  }

  @Test
  void filesOfADayThatWereCommittedFarApartAreNotMerged() {
    List<DataFile> files = files(1, 100, 100, 100, 300);
    SmallFiles small =
        new SmallFiles(SPARING.mergingAll(), file -> file.recordCount() == 300 ? 7 : 2);
    assertThat(small.groups(files)).containsExactly(files.subList(0, 3));
  }

  @Test
  void whatIsLargeEnoughStaysAndWhatWouldBecomeTooLargeToo() {
    assertThat(groups(SPARING.mergingAll(), files(1, 600_000, 700_000))).isEmpty();
    assertThat(groups(SPARING.mergingAll(), files(1, 400_000, 400_000, 400_000)))
        .singleElement()
        .matches(group -> group.size() == 2);
  }

  /** A day of commits whose sizes differ, merged as it goes. */
  @Test
  void aDayHasFewFilesAndEachRowIsWrittenAFewTimes() {
    Random random = new Random(7);
    List<DataFile> day = new ArrayList<>();
    long committed = 0;
    long rewritten = 0;
    int most = 0;
    for (int commit = 0; commit < 8_640; commit++) {
      int size = 50 + random.nextInt(100);
      committed += size;
      day.addAll(files(1, size));
      for (List<DataFile> group : groups(SPARING, day)) {
        long sum = group.stream().mapToLong(DataFile::fileSizeInBytes).sum();
        rewritten += sum;
        day.removeAll(group);
        day.addAll(files(1, sum));
      }
      most = Math.max(most, day.size());
    }
    assertThat(most).as("files at any time").isLessThan(40);
    assertThat((double) rewritten / committed).as("times that a byte is rewritten").isLessThan(5);
  }

  private static List<List<DataFile>> groups(UpkeepTargets targets, List<DataFile> files) {
    List<DataFile> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new Random(1));
    return new SmallFiles(targets, file -> 0).groups(shuffled);
  }

  private List<DataFile> files(int day, long... sizes) {
    List<DataFile> files = new ArrayList<>();
    for (long size : sizes) {
      files.add(
          DataFiles.builder(TABLE.spec())
              .withPath("/" + named++ + ".parquet")
              .withFormat(FileFormat.PARQUET)
              .withPartitionPath("ts_day=2026-11-0" + day)
              .withFileSizeInBytes(size)
              .withRecordCount(size)
              .build());
    }
    return files;
  }
}
