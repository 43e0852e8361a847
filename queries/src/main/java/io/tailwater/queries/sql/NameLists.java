package io.tailwater.queries.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of names beside the classes: {@code heading: name name …}, going on in lines that begin
 * with blanks. A heading may come several times.
 */
final class NameLists {
  private NameLists() {}

  /** The lists under each heading, in the order of the file. */
  static Map<String, List<List<String>>> read(String file) {
    Map<String, List<List<String>>> lists = new LinkedHashMap<>();
    List<String> current = List.of();
    for (String line : lines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String names = line;
      if (!line.startsWith(" ")) {
        int colon = line.indexOf(": ");
        current = new ArrayList<>();
        lists.computeIfAbsent(line.substring(0, colon), first -> new ArrayList<>()).add(current);
        names = line.substring(colon + 2);
      }
      current.addAll(List.of(names.strip().split(" +")));
    }
    return lists;
  }

  private static List<String> lines(String file) {
    try (InputStream in = NameLists.class.getResourceAsStream(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + " from the jar", e);
    }
  }
}
