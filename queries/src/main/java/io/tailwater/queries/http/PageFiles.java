package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the page, from the jar: its own, and the chart library from its WebJar. Each is read
 * and packed once. Browsers ask each time whether a file has changed, so a new version of the
 * service never meets an old script.
 */
final class PageFiles {
  private static final Pattern NAME =
      Pattern.compile("(panels/)?[a-zA-Z]{1,20}(\\.iife)?(\\.min)?\\.(js|css)");
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8");

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  /** A file as it is and packed, and what tells it from another version. */
  private record PageFile(byte[] plain, byte[] packed, String tag) {}

  /** Answers with a file; 404 where there is none of that name. */
  void answer(Context ctx, String name) {
    PageFile file =
        (NAME.matcher(name).matches()
                ? Optional.ofNullable(files.computeIfAbsent(name, PageFiles::read))
                : Optional.<PageFile>empty())
            .orElseThrow(NotFoundResponse::new);
    ctx.header("Cache-Control", "no-cache")
        .header("ETag", file.tag())
        .header("Vary", "Accept-Encoding");
    ctx.contentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    if (file.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    boolean packed = accepts(ctx.header("Accept-Encoding"));
    if (packed) {
      ctx.header("Content-Encoding", "gzip");
    }
    ctx.result(packed ? file.packed() : file.plain());
  }

  private static boolean accepts(String encodings) {
    return encodings != null
        && encodings.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
  }

  /** Null where there is none, which is then not kept: there is no end of wrong names. */
  private static PageFile read(String name) {
    String place = name.startsWith("uPlot.") ? CHARTS + name : "page/" + name;
    try (InputStream in = PageFiles.class.getResourceAsStream(place)) {
      if (in == null) {
        return null;
      }
      byte[] plain = in.readAllBytes();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(plain);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      String tag = '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
      return new PageFile(plain, packed.toByteArray(), tag);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " from the jar", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
