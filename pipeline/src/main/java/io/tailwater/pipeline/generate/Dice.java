package io.tailwater.pipeline.generate;

import java.util.SplittableRandom;

/**
 * Random numbers that are the same on every machine and Java version: only {@code nextLong}, whose
 * algorithm is fixed, and strict arithmetic.
 */
final class Dice {
  private static final int NORMALS = 1 << 14;
  private static final double[] NORMAL = normals();

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  long bits() {
    return random.nextLong();
  }

  /** Evenly from 0 to {@code bound} - 1. */
  int below(int bound) {
    return (int) ((random.nextLong() >>> 32) * bound >>> 32);
  }

  /** Evenly from {@code from} to {@code to}, both included. */
  int between(int from, int to) {
    return from + below(to - from + 1);
  }

  /** Evenly from 0 to 1, 1 excluded. */
  double unit() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Standard normal, from a table of draws: what a line costs matters more than far tails. */
  double normal() {
    return NORMAL[below(NORMALS)];
  }

  /** Exponential with mean 1. */
  double exponential() {
    return -StrictMath.log(1 - unit());
  }

  /** Other bits for each number, as good as drawn. */
  static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  private static double[] normals() {
    Dice dice = new Dice(20_150_520);
    double[] draws = new double[NORMALS];
    for (int i = 0; i < NORMALS; i += 2) {
      double radius = Math.sqrt(2 * dice.exponential());
      double angle = 2 * Math.PI * dice.unit();
      draws[i] = radius * StrictMath.cos(angle);
      draws[i + 1] = radius * StrictMath.sin(angle);
    }
    return draws;
  }
}
