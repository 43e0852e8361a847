package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * The gateway, which takes events over HTTP.
 *
 * @param listen address it listens on; anything but loopback needs keys
 * @param spool directory below which each {@code http} source has its spool
 * @param maxBody largest body, as it is sent, bytes; at least 1 KiB
 * @param maxUnpacked largest body once it is unpacked, bytes; at most 1 GiB
 * @param maxUpload largest body of an upload, as it is sent, bytes; at least 1 KiB
 * @param maxUploadUnpacked the same once it is unpacked, bytes
 * @param maxUnread most bytes of a spool that no commit holds yet; beyond, posts are put off
 * @param minFree least space left on the spool's disk, bytes; below, posts are put off
 * @param segmentSize size at which a spool's file is finished and the next one begun, bytes
 * @param segmentAge age at which that is done, 1 s to 1 d
 * @param requestTimeout longest time for a whole request to come in, 1 s to 1 h
 */
public record GatewayConfig(
    ListenAddress listen,
    String spool,
    long maxBody,
    long maxUnpacked,
    long maxUpload,
    long maxUploadUnpacked,
    long maxUnread,
    long minFree,
    long segmentSize,
    Duration segmentAge,
    Duration requestTimeout)
    implements Serializable {
  private static final long KIB = 1 << 10;
  private static final long GIB = 1 << 30;

  public GatewayConfig {
    Require.text("spool", spool);
    Require.between("max_body", maxBody, KIB, GIB);
    Require.between("max_unpacked", maxUnpacked, KIB, GIB);
    Require.between("max_upload", maxUpload, KIB, Long.MAX_VALUE);
    Require.between("max_upload_unpacked", maxUploadUnpacked, KIB, Long.MAX_VALUE);
    Require.between("max_unread", maxUnread, KIB, Long.MAX_VALUE);
    Require.between("min_free", minFree, 0, Long.MAX_VALUE);
    Require.between("segment_size", segmentSize, KIB, Long.MAX_VALUE);
    Require.between("segment_age", segmentAge, Duration.ofSeconds(1), Duration.ofDays(1));
    Require.between("request_timeout", requestTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** The directory of a source's own spool. */
  String spoolOf(String source) {
    return spool + "/" + source;
  }
}
