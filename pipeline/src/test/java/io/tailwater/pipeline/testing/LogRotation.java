package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way in which logrotate takes a log away from nginx. */
public enum LogRotation {
  CREATE("create 0644", true),
  COPYTRUNCATE("copytruncate", false),
  /** As before, but nothing is written between the copy and the truncation. */
  COPYTRUNCATE_PAUSED("copytruncate", false),
  COMPRESS("create 0644\n  compress", true),
  COMPRESS_ZSTD(
      "create 0644\n  compress\n  compresscmd ZSTD\n  compressext .zst" + "\n  compressoptions -3",
      true),
  DELAYCOMPRESS("create 0644\n  compress\n  delaycompress", true),
  COPYTRUNCATE_COMPRESS_PAUSED("copytruncate\n  compress", false),
  DATEEXT("create 0644\n  dateext\n  dateformat -%Y%m%d-%H%M%S", true),
  DATEEXT_COMPRESS("create 0644\n  dateext\n  dateformat -%s\n  compress\n  delaycompress", true);

  private final String directives;
  private final boolean reopens;

  LogRotation(String directives, boolean reopens) {
    this.directives = directives;
    this.reopens = reopens;
  }

  /** Its name as a source and a folder may have it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True when lines are destroyed by the rotation: written after the copy, then truncated away. */
  public boolean destroys() {
    return this == COPYTRUNCATE;
  }

  public boolean isPaused() {
    return id().endsWith("-paused");
  }

  /** Tells which request a line of its log is. */
  public LineLaw requests() {
    Pattern path = Pattern.compile("/" + id() + "/(\\d{1,9})");
    return (text, status, bytes, userAgent) -> {
      Matcher matcher = path.matcher(text);
      boolean whole = status.equals("200") && bytes.equals("2") && userAgent.equals("load");
      return whole && matcher.matches()
          ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
          : OptionalInt.empty();
    };
  }

  /** Programs that it needs. */
  public static List<String> programs() {
    return List.of("nginx", "logrotate", "gzip", "zstd");
  }

  /** Rotates the log once, now. */
  public void rotate(Nginx nginx, int kept) {
    Path log = nginx.log(id());
    Path directory = log.getParent();
    Path config = directory.resolve("logrotate.conf");
    try {
      if (Files.notExists(config)) {
        Files.writeString(config, config(nginx, log, kept));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Programs.run(
        directory,
        Programs.path("logrotate").toString(),
        "-f",
        "-s",
        directory.resolve("logrotate.state").toString(),
        config.toString());
  }

  private String config(Nginx nginx, Path log, int kept) {
    // logrotate reads no directory that others may write to, unless it is told who it is.
    String su = System.getProperty("user.name").equals("root") ? "  su root root\n" : "";
    String reopen =
        reopens ? "  postrotate\n    " + nginx.reopenCommand(id()) + "\n  endscript\n" : "";
    String zstd = Programs.path("zstd").toString();
    return "%s {%n%s  rotate %d%n  missingok%n  %s%n%s}%n"
        .formatted(log, su, kept, directives.replace("ZSTD", zstd), reopen);
  }
}
