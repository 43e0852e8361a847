package io.tailwater.queries.http;

import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.rows.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which form of an answer is wanted: what the parameter {@code format} says, else what the Accept
 * header likes best, else JSON. Of forms that are liked alike the first of {@link Format} is taken,
 * so a browser, which takes anything, gets JSON.
 */
final class Negotiation {
  /** A range of media types and its weight; other parameters of a range say nothing here. */
  private static final Pattern RANGE =
      Pattern.compile("\\s*([^\\s/;,]+)/([^\\s/;,]+)\\s*((?:;[^;]*)*)");

  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*[qQ]\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;|$)");

  private Negotiation() {}

  /**
   * Chooses.
   *
   * @param accept the Accept header; null for none
   * @throws BadParameterException when the parameter names no form
   * @throws NotAcceptableException when the header takes none of them
   */
  static Format choose(Map<String, List<String>> parameters, String accept) {
    return choose(parameters, accept, List.of(Format.values()));
  }

  /**
   * Chooses among some forms.
   *
   * @param offered the forms, the one for those who take anything first
   */
  static Format choose(Map<String, List<String>> parameters, String accept, List<Format> offered) {
    List<String> words = parameters.getOrDefault(Answers.FORMAT, List.of());
    if (words.isEmpty()) {
      return accepted(accept, offered);
    }
    List<String> known = offered.stream().map(Format::word).toList();
    if (words.size() > 1 || !known.contains(words.get(0))) {
      throw new BadParameterException(
          Answers.FORMAT,
          "'format' wants one of "
              + String.join(", ", known)
              + ", got '"
              + String.join("', '", words)
              + "'");
    }
    return Format.of(words.get(0));
  }

  /** The form that a header likes best, the first of those that it likes alike. */
  static Format accepted(String accept, List<Format> offered) {
    if (accept == null || accept.isBlank()) {
      return offered.get(0);
    }
    Format best = null;
    double most = 0;
    for (Format format : offered) {
      double weight = weight(accept, format.mediaType());
      if (weight > most) {
        best = format;
        most = weight;
      }
    }
    return Optional.ofNullable(best)
        .orElseThrow(() -> new NotAcceptableException(offered.stream().map(Format::mediaType)));
  }

  /** The weight that the closest of a header's ranges gives a media type; 0 for none. */
  private static double weight(String accept, String mediaType) {
    String family = mediaType.substring(0, mediaType.indexOf('/'));
    int closest = -1;
    double weight = 0;
    for (String part : accept.split(",")) {
      Matcher range = RANGE.matcher(part);
      if (range.matches()) {
        String name = range.group(1) + "/" + range.group(2);
        int closeness =
            name.equalsIgnoreCase(mediaType)
                ? 2
                : name.equalsIgnoreCase(family + "/*") ? 1 : name.equals("*/*") ? 0 : -1;
        if (closeness > closest) {
          closest = closeness;
          weight = weightOf(range.group(3));
        }
      }
    }
    return weight;
  }

  private static double weightOf(String parameters) {
    Matcher weight = WEIGHT.matcher(parameters);
    return weight.find() ? Double.parseDouble(weight.group(1)) : 1;
  }
}
