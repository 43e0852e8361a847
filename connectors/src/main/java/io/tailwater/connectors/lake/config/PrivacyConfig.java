package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/**
 * What is kept of personal data. It is applied before anything is stored.
 *
 * @param clientIp what the client_ip column holds
 * @param queryString whether the query column is filled
 * @param hashKey key of the keyed hash; null unless {@code clientIp} is {@code HASH}. An unkeyed
 *     hash of an address is undone by trying all of them.
 */
public record PrivacyConfig(ClientIp clientIp, QueryString queryString, Secret hashKey)
    implements Serializable {

  /** What becomes of the client's address. */
  public enum ClientIp {
    /** The address as it is. */
    KEEP,
    /** Its network: /24 of IPv4, /48 of IPv6. */
    TRUNCATE,
    /** A keyed hash of it. */
    HASH
  }

  /** What becomes of the query string. */
  public enum QueryString {
    KEEP,
    DROP
  }

  public PrivacyConfig {
    if (clientIp == ClientIp.HASH && (hashKey == null || hashKey.value().length() < 16)) {
      throw ConfigException.invalid(
          "hash_key",
          "a secret of at least 16 characters when client_ip is hash (hash_key_file names a file with it)",
          hashKey);
    }
  }
}
