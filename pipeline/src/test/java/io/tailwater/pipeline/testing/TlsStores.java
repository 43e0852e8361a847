package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A key for a server on loopback, and what its clients trust, as stores of keytool.
 *
 * @param keys the server's key with its certificate
 * @param trusted that certificate
 */
public record TlsStores(Path keys, Path trusted) {
  /** Of both stores. */
  public static final String PASSWORD = "changeit";

  /**
   * Makes a key that no other server has, in a directory that it makes.
   *
   * @param name whose certificate it is
   */
  public static TlsStores make(Path directory, String name) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path keys = directory.resolve("keys.p12");
    Path trusted = directory.resolve("trusted.p12");
    Path certificate = directory.resolve("certificate.pem");
    String address = "SAN=ip:127.0.0.1";
    keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", address);
    keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
    keytool(trusted, "-importcert", "-noprompt", "-file", certificate.toString());
    return new TlsStores(keys, trusted);
  }

  /** The properties of a Kafka client that trusts the server. */
  public Map<String, String> client() {
    return Map.of(
        "security.protocol",
        "SSL",
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.location",
        trusted.toString(),
        "ssl.truststore.password",
        PASSWORD);
  }

  private static void keytool(Path store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "server", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
