package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.DictionaryColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells people's browsers from programs by the user agent.
 *
 * <p>A user agent that names a robot, a tool or a library, or that brings the address of its
 * owner's page, is a {@code bot}. Of the others, one that starts as all browsers do is {@code
 * human}. The rest, and a request without any, is {@code unknown}.
 */
final class ClientClass {
  private static final byte[][][] BOTS =
      byFirst(
          "bot",
          "crawl",
          "spider",
          "slurp",
          "+http",
          "curl/",
          "wget/",
          "python",
          "go-http-client",
          "java/",
          "libwww",
          "perl",
          "ruby",
          "php/",
          "httpclient",
          "http_client",
          "httpie",
          "axios/",
          "node-fetch",
          "undici",
          "scrapy",
          "headless",
          "phantomjs",
          "selenium",
          "puppeteer",
          "lighthouse",
          "pingdom",
          "uptime",
          "monitor",
          "check_http",
          "kube-probe",
          "healthcheck",
          "googlehc",
          "prometheus",
          "blackbox",
          "apachebench",
          "k6/",
          "jmeter",
          "siege/",
          "vegeta",
          "nmap",
          "nikto",
          "masscan",
          "zgrab",
          "sqlmap",
          "nessus",
          "facebookexternalhit",
          "whatsapp",
          "telegram",
          "skypeuripreview",
          "archiver",
          "feedfetcher",
          "feedburner",
          "tiny tiny rss",
          "universalfeedparser",
          "mediapartners-google",
          "google-read-aloud",
          "bingpreview",
          "yandex.com",
          "postman",
          "elastic-",
          "metricbeat",
          "cloudfront");
  private static final byte[][] BROWSERS = {
    ascii("mozilla/"), ascii("opera/"), ascii("opera "), ascii("dalvik/")
  };
  private static final byte[] LOOKALIKE = ascii("cubot");
  private static final int LOOKALIKE_BEFORE = 2;

  private final SliceMemo memo = new SliceMemo(1024, 256);
  private final DictionaryColumn column;
  private final int human;
  private final int bot;
  private final int unknown;

  ClientClass(DictionaryColumn column) {
    this.column = column;
    this.human = column.dictionary().idOf("human");
    this.bot = column.dictionary().idOf("bot");
    this.unknown = column.dictionary().idOf("unknown");
  }

  /** Sets the class of a row without a user agent. */
  void setUnknown(int row) {
    column.set(row, unknown);
  }

  /** Sets the class of a row by its user agent. */
  void set(int row, byte[] b, int from, int length) {
    set(row, b, from, length, ByteScan.hash(b, from, length, 0));
  }

  /** The same for who knows the hash of the user agent. */
  void set(int row, byte[] b, int from, int length, int hash) {
    if (memo.find(b, from, length, 0, hash)) {
      column.set(row, memo.value());
      return;
    }
    int id = classify(b, from, from + length);
    memo.put(b, from, length, id);
    column.set(row, id);
  }

  private int classify(byte[] b, int from, int to) {
    for (int at = from; at < to; at++) {
      byte[][] words = BOTS[lower(b[at]) & 0xFF];
      for (byte[] word : words) {
        if (stands(word, b, at, to) && !isLookalike(b, from, at, to)) {
          return bot;
        }
      }
    }
    for (byte[] word : BROWSERS) {
      if (stands(word, b, from, to)) {
        return human;
      }
    }
    return unknown;
  }

  private static boolean stands(byte[] word, byte[] b, int at, int to) {
    if (word.length > to - at) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (lower(b[at + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** True in the middle of the name of Cubot, who make telephones. */
  private static boolean isLookalike(byte[] b, int from, int at, int to) {
    int start = at - LOOKALIKE_BEFORE;
    return start >= from && stands(LOOKALIKE, b, start, to);
  }

  private static byte lower(byte c) {
    return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  /** The words by their first byte. */
  private static byte[][][] byFirst(String... words) {
    byte[][][] table = new byte[256][][];
    for (int first = 0; first < table.length; first++) {
      int wanted = first;
      table[first] =
          Arrays.stream(words)
              .filter(word -> word.charAt(0) == wanted)
              .map(ClientClass::ascii)
              .toArray(byte[][]::new);
    }
    return table;
  }
}
