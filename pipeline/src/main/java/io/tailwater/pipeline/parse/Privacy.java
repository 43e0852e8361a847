package io.tailwater.pipeline.parse;

import java.io.Serializable;
import java.util.Locale;

/**
 * What of a line is not kept. It applies to columns and attributes; {@code raw} and rejected lines
 * are the line as it was.
 *
 * @param clientIp what becomes of client addresses
 * @param keepQuery false drops query strings: the column, and what follows {@code ?} in referers
 * @param hashKey secret under which addresses are hashed; null unless {@code clientIp} is HASH
 */
public record Privacy(ClientIp clientIp, boolean keepQuery, String hashKey)
    implements Serializable {

  /** The default: addresses are kept, query strings are not. */
  public static final Privacy DEFAULT = new Privacy(ClientIp.KEEP, false, null);

  /** What becomes of a client's address. */
  public enum ClientIp {
    /** Kept as it is. */
    KEEP,
    /** IPv4 to its /24, IPv6 to its /48 network; the rest is zero. */
    TRUNCATE,
    /** 32 hexadecimal digits of HMAC-SHA-256 under the key: equal addresses stay equal. */
    HASH
  }

  public Privacy {
    if (clientIp == null) {
      throw new IllegalArgumentException(
          "privacy.client_ip is keep, truncate or hash, got nothing");
    }
    if (clientIp == ClientIp.HASH && (hashKey == null || hashKey.length() < 16)) {
      throw new IllegalArgumentException(
          "privacy.client_ip: hash needs a secret key of at least 16 characters; without one, four"
              + " billion tries undo it");
    }
    if (clientIp != ClientIp.HASH && hashKey != null) {
      throw new IllegalArgumentException(
          "A hash key is of no use with privacy.client_ip: "
              + clientIp.name().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public String toString() {
    return "Privacy[clientIp=" + clientIp + ", keepQuery=" + keepQuery + "]";
  }
}
