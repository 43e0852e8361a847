package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds the client among the addresses of a line, and hides it as far as privacy asks.
 *
 * <p>The candidates are the parts of {@code X-Forwarded-For} and then those of the peer's address,
 * which itself may be a list. Seen from the right, the first one that is no trusted proxy is the
 * client; when all are trusted, the leftmost. {@code X-Forwarded-For} is only looked at when the
 * peer's own address is trusted or absent, since anybody can send that header.
 */
final class ClientAddress {
  private static final int HASH_BYTES = 16;

  /** Space, quote and comma are less than all that an address is written with. */
  private static final int BELOW_ADDRESSES = '-';

  private final TrustedProxies trusted;
  private final Privacy.ClientIp privacy;
  private final Mac mac;
  private final IpAddress address = new IpAddress();

  private byte[] base;
  private int start;
  private int length;
  private boolean found;
  private boolean decided;

  ClientAddress(TrustedProxies trusted, Privacy privacy) {
    this.trusted = trusted;
    this.privacy = privacy.clientIp();
    this.mac = this.privacy == Privacy.ClientIp.HASH ? mac(privacy.hashKey()) : null;
  }

  private static Mac mac(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }

  byte[] base() {
    return base;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** True when no proxy is trusted and addresses are kept: a single peer is the client as it is. */
  boolean isPlain() {
    return trusted.isEmpty() && privacy == Privacy.ClientIp.KEEP;
  }

  /** True for a value that is more than one address: a list, or words around one. */
  static boolean isList(byte[] b, int from, int to) {
    return ByteScan.anyBelow(b, from, to, BELOW_ADDRESSES);
  }

  /** Forgets the last line. */
  void forget() {
    found = false;
    decided = false;
  }

  /**
   * Looks at the parts of a list from right to left; call it for the peer first. Parts that are no
   * address are passed over.
   */
  void look(byte[] b, int from, int to) {
    int end = to;
    while (end > from && !decided) {
      int at = end;
      while (at > from && !separates(b[at - 1])) {
        at--;
      }
      if (at < end && address.read(b, at, end)) {
        base = b;
        start = address.textFrom();
        length = address.textTo() - start;
        found = true;
        decided = !trusted.contains(address);
      }
      end = at - 1;
    }
  }

  private static boolean separates(byte c) {
    return c == ',' || c == ' ' || c == '"';
  }

  /** True when an address was found; it is the client's. */
  boolean isFound() {
    return found;
  }

  /**
   * Hides the slice as privacy asks; the answer is in {@link #base}, {@link #start} and {@link
   * #length}. What is no address is hashed as text, and not kept when it would have to be
   * truncated.
   *
   * @return false when nothing is left
   */
  boolean hide(byte[] b, int from, int len) {
    base = b;
    start = from;
    length = len;
    if (privacy == Privacy.ClientIp.KEEP) {
      return true;
    }
    byte[] hidden;
    if (privacy == Privacy.ClientIp.HASH) {
      mac.update(b, from, len);
      hidden =
          HexFormat.of()
              .formatHex(mac.doFinal(), 0, HASH_BYTES)
              .getBytes(StandardCharsets.US_ASCII);
    } else if (address.read(b, from, from + len)) {
      hidden = network().getBytes(StandardCharsets.US_ASCII);
    } else {
      return false;
    }
    base = hidden;
    start = 0;
    length = hidden.length;
    return true;
  }

  private String network() {
    if (address.isIpv4()) {
      long ip = address.low();
      return (ip >> 24 & 0xFF) + "." + (ip >> 16 & 0xFF) + "." + (ip >> 8 & 0xFF) + ".0";
    }
    long net = address.high();
    StringBuilder text = new StringBuilder();
    for (int shift = 48; shift >= 16; shift -= 16) {
      text.append(Long.toHexString(net >>> shift & 0xFFFF)).append(':');
    }
    return text.append(':').toString();
  }
}
