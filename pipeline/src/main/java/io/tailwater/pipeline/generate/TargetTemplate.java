package io.tailwater.pipeline.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint's template, cut into its texts and what stands between them. */
final class TargetTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
  private static final List<byte[]> SLUGS = Shop.SLUGS.stream().map(Client::ascii).toList();

  private enum Place {
    ID,
    UUID,
    SLUG,
    HASH,
    PAGE
  }

  private final List<byte[]> texts = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  TargetTemplate(String template) {
    Matcher place = PLACE.matcher(template);
    int from = 0;
    while (place.find()) {
      texts.add(Client.ascii(template.substring(from, place.start())));
      places.add(place(place.group(1)));
      from = place.end();
    }
    texts.add(Client.ascii(template.substring(from)));
  }

  private static Place place(String name) {
    return switch (name) {
      case "id" -> Place.ID;
      case "uuid" -> Place.UUID;
      case "slug" -> Place.SLUG;
      case "hash" -> Place.HASH;
      case "page" -> Place.PAGE;
      default -> throw new IllegalArgumentException("no such place in a template: " + name);
    };
  }

  void write(Dice dice, LineBytes out) {
    for (int i = 0; i < places.size(); i++) {
      out.put(texts.get(i));
      fill(places.get(i), dice, out);
    }
    out.put(texts.get(texts.size() - 1));
  }

  private static void fill(Place place, Dice dice, LineBytes out) {
    switch (place) {
      // The smaller of two: low numbers are asked for more often.
      case ID -> out.number(1000 + Math.min(dice.below(40_000), dice.below(40_000)));
      case SLUG -> out.put(SLUGS.get(Math.min(dice.below(12), dice.below(12))));
      case HASH -> out.hex(0x5eed_0a55L + dice.below(3), 8);
      case PAGE -> out.number(1 + Math.min(dice.below(9), dice.below(9)));
      case UUID -> {
        long high = dice.bits();
        long low = dice.bits();
        out.hex(high >>> 32, 8);
        out.put('-');
        out.hex(high >>> 16, 4);
        out.put('-');
        out.put('4');
        out.hex(high, 3);
        out.put('-');
        out.put('a');
        out.hex(low >>> 48, 3);
        out.put('-');
        out.hex(low, 12);
      }
    }
  }
}
