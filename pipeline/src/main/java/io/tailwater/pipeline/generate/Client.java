package io.tailwater.pipeline.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A visitor.
 *
 * @param address its IP address
 * @param user name it logs in with; null for most
 * @param userAgent its browser, app or crawler
 * @param bot whether it only crawls
 * @param region two letters of the country that it is in
 * @param id like that of no other
 */
record Client(byte[] address, byte[] user, byte[] userAgent, boolean bot, byte[] region, long id) {
  static final int COUNT = 4096;
  private static final double BOT_SHARE = 0.06;
  private static final double IPV6_SHARE = 0.08;
  private static final long VISIT_MICROS = 30 * 60_000_000L;

  /** The visitors of a seed. A few come all the time, most hardly ever. */
  static List<Client> all(long seed, Dice dice) {
    List<Client> clients = new ArrayList<>(COUNT);
    // What came later is drawn beside the rest, which stays as it was.
    Dice beside = new Dice(Dice.mix(seed));
    WeightedChoice region = new WeightedChoice(Shop.REGION_WEIGHTS);
    for (int i = 0; i < COUNT; i++) {
      boolean bot = dice.chance(BOT_SHARE);
      List<String> agents = bot ? Shop.BOTS : Shop.BROWSERS;
      String agent = agents.get(dice.below(agents.size()));
      byte[] user = !bot && dice.chance(0.05) ? ascii("user" + dice.between(100, 999)) : null;
      clients.add(
          new Client(
              ascii(address(dice)),
              user,
              ascii(agent),
              bot,
              Shop.REGIONS.get(region.pick(beside)),
              beside.bits()));
    }
    return clients;
  }

  /** The visit that it is on at a time; after half an hour it is another one. */
  long session(long tsMicros) {
    // Not everybody's ends at once.
    long ahead = id >>> 33;
    return Dice.mix(id + (tsMicros + ahead) / VISIT_MICROS);
  }

  /** How often each comes: the nth about 1/n^0.9 as often as the first. */
  static double[] weights() {
    double[] weights = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      weights[i] = StrictMath.pow(i + 8.0, -0.9);
    }
    return weights;
  }

  private static String address(Dice dice) {
    if (dice.chance(IPV6_SHARE)) {
      return "2001:db8:"
          + Integer.toHexString(dice.between(1, 0xFFFF))
          + "::"
          + Integer.toHexString(dice.between(1, 0xFFFF));
    }
    // Networks set aside for documentation and tests: nobody's address.
    int network = dice.below(8);
    String prefix =
        switch (network) {
          case 0 -> "192.0.2.";
          case 1 -> "198.51.100.";
          case 2 -> "203.0.113.";
          default -> "198.18." + dice.below(256) + ".";
        };
    return prefix + dice.between(1, 254);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
