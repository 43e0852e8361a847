package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.tailwater.queries.Json;
import io.tailwater.queries.api.Answers.Answered;
import io.tailwater.queries.api.Meta;
import io.tailwater.queries.api.Paged;
import io.tailwater.queries.api.TiedToNow;
import io.tailwater.queries.rows.BodyRows;
import io.tailwater.queries.rows.Format;
import io.tailwater.queries.rows.ParquetBytes;
import io.tailwater.queries.rows.RowBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an answer in the form that is wanted. What {@code meta} says stands in headers too, since
 * rows have no place for it.
 */
final class AnswerWriter {
  /** Goes up when answers to the same question look different. */
  private static final int VERSION = 1;

  private AnswerWriter() {}

  static void write(
      Context ctx,
      String path,
      Map<String, List<String>> parameters,
      Format format,
      Answered answered)
      throws SQLException {
    ctx.header("Vary", "Accept, Accept-Encoding");
    // Also of an answer that is not sent again: a cache takes over what that says.
    ctx.contentType(format.contentType());
    tell(ctx, answered.meta());
    if (answered.body() instanceof Paged page && page.nextCursor() != null) {
      ctx.header(
          "Link",
          "<" + QueryString.of(ctx.path(), parameters, page.nextCursor()) + ">; rel=\"next\"");
    }
    if (answered.meta().from() != null) {
      String tag = tag(path, parameters, format, answered);
      ctx.header("ETag", tag).header("Cache-Control", "private, no-cache");
      if (isKnown(ctx.header("If-None-Match"), tag)) {
        ctx.status(HttpStatus.NOT_MODIFIED);
        return;
      }
    }
    switch (format) {
      case JSON -> ctx.result(Json.write(answered));
      case CSV -> ctx.result(RowBytes.csv(BodyRows.of(answered.body())));
      case NDJSON -> ctx.result(RowBytes.ndjson(BodyRows.of(answered.body())));
      case PARQUET -> {
        // Its pages are compressed already.
        ctx.minSizeForCompression(Integer.MAX_VALUE);
        ctx.result(ParquetBytes.of(BodyRows.of(answered.body())));
      }
    }
  }

  /** Puts into headers what {@code meta} says. */
  static void tell(Context ctx, Meta meta) {
    ctx.header("Tailwater-Cut", Long.toString(meta.cut().seq()))
        .header("Tailwater-Committed-At", meta.cut().committedAt().toString())
        .header("Tailwater-Complete", Boolean.toString(meta.complete()))
        .header("Tailwater-Late-Rows", Long.toString(meta.lateRows()))
        .header("Tailwater-Truncated", Boolean.toString(meta.truncated()));
    if (meta.watermark() != null) {
      ctx.header("Tailwater-Watermark", meta.watermark().toString());
    }
    if (meta.from() != null) {
      ctx.header("Tailwater-From", meta.from().toString())
          .header("Tailwater-To", meta.to().toString())
          .header("Tailwater-Range", meta.range());
    }
  }

  /**
   * The same for the same answer. Cut, range and question settle it, and what else comes of the
   * time of asking; an answer about no range depends on that throughout and has none.
   */
  private static String tag(
      String path, Map<String, List<String>> parameters, Format format, Answered answered) {
    Meta meta = answered.meta();
    Map<String, List<String>> question = new TreeMap<>(parameters);
    // These stand in the range, the cut and the form.
    List.of("from", "to", "as_of", "format").forEach(question::remove);
    Record byNow = answered.body() instanceof TiedToNow tied ? tied.settled() : null;
    List<Object> settled =
        Arrays.asList(
            VERSION,
            path,
            question,
            format.word(),
            meta.cut(),
            meta.from(),
            meta.to(),
            meta.range(),
            meta.complete(),
            byNow);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.write(settled).getBytes(StandardCharsets.UTF_8));
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static boolean isKnown(String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String known : ifNoneMatch.split(",")) {
      String clean = known.strip();
      if (clean.equals("*") || clean.equals(tag) || ("W/" + clean).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
