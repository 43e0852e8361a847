/**
 * Pauses before tries, each up to twice as long as the one before, milliseconds. They are drawn
 * from the upper half: pages that lost a service together do not come back to it together.
 */
export function pauses(first, most) {
  let longest = first;
  return {
    next() {
      const pause = longest * (0.5 + Math.random() / 2);
      longest = Math.min(most, longest * 2);
      return pause;
    },
    reset: () => (longest = first),
  };
}
