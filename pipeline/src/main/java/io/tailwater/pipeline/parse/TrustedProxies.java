package io.tailwater.pipeline.parse;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks whose word about the client is believed, as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or
 * single addresses.
 */
public final class TrustedProxies implements Serializable {
  /** Believes nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final long serialVersionUID = 1L;
  private static final int BITS = 128;

  private final List<String> networks;
  private final long[] high;
  private final long[] low;
  private final int[] prefix;

  private TrustedProxies(List<String> networks) {
    this.networks = networks;
    this.high = new long[networks.size()];
    this.low = new long[networks.size()];
    this.prefix = new int[networks.size()];
    IpAddress address = new IpAddress();
    for (int i = 0; i < high.length; i++) {
      String network = networks.get(i);
      int slash = network.indexOf('/');
      byte[] text = network.getBytes(StandardCharsets.UTF_8);
      int end = slash < 0 ? text.length : slash;
      if (!address.read(text, 0, end) || address.textFrom() != 0 || address.textTo() != end) {
        throw wrong(network);
      }
      int width = address.isIpv4() ? 32 : BITS;
      prefix[i] = BITS - width + (slash < 0 ? width : length(network, slash + 1, width));
      high[i] = address.high() & mask(Math.min(prefix[i], 64));
      low[i] = address.low() & mask(Math.max(prefix[i] - 64, 0));
    }
  }

  /**
   * Reads a list of networks.
   *
   * @throws IllegalArgumentException naming the first entry that is none
   */
  public static TrustedProxies of(List<String> networks) {
    return networks.isEmpty() ? NONE : new TrustedProxies(new ArrayList<>(networks));
  }

  private static int length(String network, int from, int width) {
    try {
      int length = Integer.parseInt(network, from, network.length(), 10);
      if (length >= 0 && length <= width) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw wrong(network);
    }
    throw wrong(network);
  }

  private static IllegalArgumentException wrong(String network) {
    return new IllegalArgumentException(
        "A trusted proxy is a network as 10.0.0.0/8 or an address, got \"" + network + "\"");
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  boolean isEmpty() {
    return prefix.length == 0;
  }

  boolean contains(IpAddress address) {
    for (int i = 0; i < prefix.length; i++) {
      if (((address.high() ^ high[i]) & mask(Math.min(prefix[i], 64))) == 0
          && ((address.low() ^ low[i]) & mask(Math.max(prefix[i] - 64, 0))) == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return networks.toString();
  }
}
