package io.tailwater.queries.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a server says to bytes that no client library would send.
 *
 * @param status of the last response head; 0 when it said nothing
 * @param headers by lower-case name
 * @param body without chunks, as text
 */
record RawAnswer(int status, Map<String, String> headers, String body) {
  private static final int LONGEST_WAIT_MS = 60_000;

  /** Sends bytes on a connection of their own and reads until the server closes it. */
  static RawAnswer to(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(LONGEST_WAIT_MS);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
      } catch (SocketException e) {
        // It need not read a request that it refuses; what it said of it is there all the same.
      }
      try {
        socket.getInputStream().transferTo(all);
      } catch (SocketException e) {
        // Closed with bytes of ours unread.
      }
      return parse(all.toByteArray());
    }
  }

  String type() {
    return headers.getOrDefault("content-type", "none");
  }

  private static RawAnswer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || head < 0) {
      return new RawAnswer(0, Map.of(), text);
    }
    int status = Integer.parseInt(text.substring(9, 12));
    if (status == 100) {
      return parse(Arrays.copyOfRange(bytes, head + 4, bytes.length));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : text.substring(0, head).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      }
    }
    String body = text.substring(head + 4);
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      body = dechunked(body);
    }
    return new RawAnswer(
        status,
        headers,
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static String dechunked(String body) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int line = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, line).split(";")[0].trim(), 16);
      whole.append(body, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
      if (size == 0) {
        break;
      }
    }
    return whole.toString();
  }
}
