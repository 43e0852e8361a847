const waiting = new Map();
const seen = new Set();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
      if (isIntersecting && waiting.has(target)) {
        const { step, failed } = waiting.get(target);
        waiting.delete(target);
        step().then(
          (problem) => problem && failed(problem),
          (problem) => problem.name === "AbortError" || failed(problem),
        );
      }
    }
  },
  { rootMargin: "300px" },
);

/**
 * Does at once what is seen, or nearly; else once it is, and only the newest of what was to do. What
 * tells of a trouble does not wait: it would tell of it for long after its end.
 *
 * @param step gives its problem, or throws it
 * @param failed is told of one when nobody waits for the step any more
 */
export async function whenSeen(element, step, failed) {
  observer.observe(element);
  if (seen.has(element) || element.classList.contains("stale")) {
    waiting.delete(element);
    return step();
  }
  waiting.set(element, { step, failed });
}
