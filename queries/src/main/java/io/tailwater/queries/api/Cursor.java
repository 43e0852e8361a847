package io.tailwater.queries.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where a list goes on: at the same commit, over the same range, after the same row. As text it is
 * a sum over the rest and an array of JSON, in base64 for URLs. The sum finds what was cut off or
 * mistyped; whoever makes it up can say nothing that a question could not ask.
 *
 * @param route the path that the list is of
 * @param question a sum over what was asked
 * @param seq number of the commit
 * @param ledgerSnapshot the ledger's snapshot that names the commit
 * @param range the range of the first page
 * @param position what tells the last row given; each route has its own
 */
record Cursor(
    String route,
    String question,
    long seq,
    long ledgerSnapshot,
    TimeRange range,
    List<String> position) {
  static final String NAME = "cursor";
  private static final int VERSION = 1;
  private static final int SUM_BYTES = 8;
  private static final int LONGEST = 8192;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  String write() {
    ArrayNode array = JSON.createArrayNode();
    array.add(VERSION).add(route).add(question).add(seq).add(ledgerSnapshot);
    array.add(range.from().toString()).add(range.to().toString()).add(range.basis().name());
    position.forEach(array::add);
    try {
      byte[] content = JSON.writeValueAsBytes(array);
      byte[] all = Arrays.copyOf(sumOf(content), SUM_BYTES + content.length);
      System.arraycopy(content, 0, all, SUM_BYTES, content.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An array of text has a JSON form", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws BadParameterException when it is anything else
   */
  static Cursor read(String text) {
    try {
      if (text.length() > LONGEST) {
        throw damaged();
      }
      byte[] all = Base64.getUrlDecoder().decode(text);
      byte[] content = Arrays.copyOfRange(all, Math.min(SUM_BYTES, all.length), all.length);
      // Of the last letter some bits say nothing, so the same bytes have several texts.
      boolean whole =
          Arrays.equals(sumOf(content), 0, SUM_BYTES, all, 0, all.length - content.length);
      JsonNode array = whole ? JSON.readTree(content) : null;
      if (array == null || array.path(0).asInt() != VERSION || array.size() < 8) {
        throw damaged();
      }
      List<String> position = new ArrayList<>();
      for (int i = 8; i < array.size(); i++) {
        if (array.get(i).isNull()) {
          throw damaged();
        }
        position.add(array.get(i).asText());
      }
      return new Cursor(
          array.get(1).asText(),
          array.get(2).asText(),
          array.get(3).asLong(),
          array.get(4).asLong(),
          new TimeRange(
              sane(Instant.parse(array.get(5).asText())),
              sane(Instant.parse(array.get(6).asText())),
              TimeRange.Basis.valueOf(array.get(7).asText())),
          position);
    } catch (IllegalArgumentException | DateTimeException | IOException e) {
      throw damaged();
    }
  }

  /**
   * A time that an answer may have given: others have no microseconds in 64 bits.
   *
   * @throws BadParameterException when it is none
   */
  static Instant sane(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw damaged();
    }
    return time;
  }

  static BadParameterException damaged() {
    return new BadParameterException(
        NAME, "'cursor' wants the next_cursor of an answer, whole and as it is");
  }

  private static byte[] sumOf(byte[] content) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), SUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** A sum over text, for {@link #question}. */
  static String sumOf(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sumOf(text.getBytes(StandardCharsets.UTF_8)));
  }
}
