package io.tailwater.queries.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * What is noted of a request while it is served: for limits, and at its end for log and metrics.
 * Thread-safe.
 */
final class Exchange {
  private static final String ATTRIBUTE = "tailwater.exchange";
  private static final int BYTES_OF_NETWORK = 8;

  private final String client;
  private final String network;
  private volatile String route;
  private volatile String keyId;
  private volatile boolean inSession;
  private AnswerSlots.Slot slot;

  private Exchange(InetAddress address) {
    client = address == null ? "unknown" : address.getHostAddress();
    network = networkOf(address);
  }

  /** Begins to note. */
  static Exchange begin(Request request) {
    SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
    Exchange begun =
        new Exchange(remote instanceof InetSocketAddress inet ? inet.getAddress() : null);
    request.setAttribute(ATTRIBUTE, begun);
    return begun;
  }

  /** That of a request that routes are looked for. */
  static Exchange of(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  /** That of a request; empty when it could not even be read. */
  static Optional<Exchange> of(Request request) {
    return Optional.ofNullable((Exchange) request.getAttribute(ATTRIBUTE));
  }

  /** The caller's address. */
  String client() {
    return client;
  }

  /** Who the caller is to limits, without a key: an address, of IPv6 the /64 that one host has. */
  String network() {
    return network;
  }

  /** Path of the route, as {@code /tables/{t}}; empty when there is none. */
  Optional<String> route() {
    return Optional.ofNullable(route);
  }

  void matched(String path) {
    route = path;
  }

  /** Id of the key that was brought; empty without. */
  Optional<String> keyId() {
    return Optional.ofNullable(keyId);
  }

  /** True when the key was brought by a sign-in. */
  boolean isInSession() {
    return inSession;
  }

  void identified(String id, boolean bySession) {
    keyId = id;
    inSession = bySession;
  }

  /** Keeps a slot until the answer is computed. */
  synchronized void hold(AnswerSlots.Slot taken) {
    slot = taken;
  }

  /** Gives the slot back, if there is one. */
  synchronized void release() {
    if (slot != null) {
      slot.close();
      slot = null;
    }
  }

  private static String networkOf(InetAddress address) {
    byte[] bytes = address == null ? new byte[0] : address.getAddress();
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_OF_NETWORK)));
  }
}
