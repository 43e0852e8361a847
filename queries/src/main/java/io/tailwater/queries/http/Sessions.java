package io.tailwater.queries.http;

import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyFile;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has signed in, in memory alone. A session may do what its key may at this moment: nothing
 * without it, but a file of keys that cannot be read for a moment ends none. Thread-safe.
 */
final class Sessions {
  /** From the sign-in on, used or not. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int MOST = 1_000;
  private static final int ID_BYTES = 32;

  /** The hash beside the id: a key that was revoked may leave its id to another. */
  private record Session(String keyId, String sha256, long endsNanos) {}

  private final KeyFile keys;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(KeyFile keys) {
    this.keys = keys;
  }

  /** Begins a session and returns its id, which is a secret. Beyond the most, the oldest ends. */
  synchronized String begin(ApiKey key) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    long ends = System.nanoTime() + LONGEST.toNanos();
    sessions.put(id, new Session(key.id(), key.sha256(), ends));
    if (sessions.size() > MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return id;
  }

  /** The key of a session; empty when there is none, or its key is gone. */
  Optional<ApiKey> find(String id) {
    ApiKeys now = keys.now();
    synchronized (this) {
      Session session = sessions.get(id);
      if (session == null) {
        return Optional.empty();
      }
      if (System.nanoTime() - session.endsNanos > 0) {
        sessions.remove(id);
        return Optional.empty();
      }
      return now.all().stream()
          .filter(one -> one.id().equals(session.keyId))
          .filter(one -> one.sha256().equals(session.sha256))
          .findFirst();
    }
  }

  synchronized void end(String id) {
    sessions.remove(id);
  }
}
