package io.tailwater.connectors.lake;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Tells failures apart that end by themselves once there is space on a disk again. */
public final class DiskSpace {
  private static final List<String> ENDED =
      List.of("No space left on device", "Disk quota exceeded", "database or disk is full");

  private DiskSpace() {}

  /** True when the failure is that of a disk, or of a quota, that is full. */
  public static boolean isWhatFailed(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage());
      if ((e instanceof IOException || e instanceof SQLException)
          && ENDED.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
