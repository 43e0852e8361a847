package io.tailwater.connectors.lake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Bytes that were to be text, for answers: nothing of them is lost.
 *
 * @param text what they say; what is not valid UTF-8 is replaced
 * @param base64 the bytes, when some are not valid UTF-8; null otherwise
 */
public record RawText(String text, String base64) {

  public static RawText of(byte[] bytes) {
    return new RawText(
        new String(bytes, StandardCharsets.UTF_8),
        isText(bytes) ? null : Base64.getEncoder().encodeToString(bytes));
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
