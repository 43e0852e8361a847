const waiting = new Map();
const seen = new Set();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
      if (isIntersecting && waiting.has(target)) {
        const step = waiting.get(target);
        waiting.delete(target);
        step().catch(() => {});
      }
    }
  },
  { rootMargin: "300px" },
);

/**
 * Does at once what is seen, or nearly; else once it is, and only the newest of what was to do. What
 * tells of a trouble does not wait: it would tell of it for long after its end.
 */
export async function whenSeen(element, step) {
  observer.observe(element);
  if (seen.has(element) || element.classList.contains("stale")) {
    waiting.delete(element);
    return step();
  }
  waiting.set(element, step);
}
