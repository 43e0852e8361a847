package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.DictionaryColumn;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Tells people's browsers from programs by the user agent.
 *
 * <p>A user agent that names a robot, a tool or a library, or that brings the address of its
 * owner's page, is a {@code bot}. Of the others, one that starts as all browsers do is {@code
 * human}. The rest, and a request without any, is {@code unknown}.
 */
final class ClientClass {
  private static final String[] BOTS = {
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
    "cloudfront"
  };
  private static final String[] BROWSERS = {"mozilla/", "opera/", "opera ", "dalvik/"};
  private static final String BOT_LOOKALIKE = "cubot";

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
    if (memo.find(b, from, length, 0)) {
      column.set(row, memo.value());
      return;
    }
    int id = classify(new String(b, from, length, StandardCharsets.ISO_8859_1));
    memo.put(b, from, length, id);
    column.set(row, id);
  }

  private int classify(String agent) {
    String lower = agent.toLowerCase(Locale.ROOT).replace(BOT_LOOKALIKE, "phone");
    for (String word : BOTS) {
      if (lower.contains(word)) {
        return bot;
      }
    }
    for (String word : BROWSERS) {
      if (lower.startsWith(word)) {
        return human;
      }
    }
    return unknown;
  }
}
