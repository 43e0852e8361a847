const TICK = { s: 1000, m: 60_000 };
const FALLBACK = 30_000;

/**
 * Tells of news: at each commit while live (the service pushes), else by the clock. Quiet while
 * the page is hidden, a button is held down, or a dialog is open; told later then. A hidden page
 * gives its connection back, of which a browser has six for each service.
 */
export function live(refresh) {
  let source = null;
  let timer = null;
  let mode = "off";
  let owed = false;
  let held = false;
  let broken = false;

  const busy = () => document.hidden || held || document.querySelector("dialog[open]") !== null;

  function due() {
    if (busy()) {
      owed = true;
      return;
    }
    owed = false;
    refresh();
  }

  function settle() {
    if (owed && !busy()) due();
  }

  function listen(yes) {
    if (yes === (source !== null)) return;
    source?.close();
    source = yes ? new EventSource("/api/v1/live") : null;
    source?.addEventListener("cut", due);
    source?.addEventListener("open", back);
    source?.addEventListener("error", lost);
  }

  /** The browser tries again by itself, unless the service has refused: it may have too many pages. */
  function lost() {
    const first = !broken;
    broken = true;
    if (source?.readyState !== EventSource.CLOSED) {
      if (first) due();
      return;
    }
    source = null;
    setTimeout(() => listen(mode === "live" && !document.hidden), FALLBACK);
  }

  function back() {
    if (broken) due();
    broken = false;
  }

  document.addEventListener("visibilitychange", () => {
    if (mode === "live") listen(!document.hidden);
    if (mode === "live" && !document.hidden) owed = true;
    settle();
  });
  document.addEventListener("pointerdown", () => (held = true));
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      held = false;
      setTimeout(settle, 300);
    });
  }
  // A list of choices or a menu takes the button's release for itself.
  for (const name of ["change", "contextmenu"]) document.addEventListener(name, () => (held = false), true);
  window.addEventListener("blur", () => (held = false));
  document.addEventListener("close", settle, true);

  return {
    set(next) {
      if (next === mode) return;
      mode = next;
      clearInterval(timer);
      listen(mode === "live" && !document.hidden);
      // Whether commits come or not, freshness ages; a push that was missed costs at most this long.
      if (mode !== "off") timer = setInterval(due, mode === "live" ? FALLBACK : TICK[mode.at(-1)] * parseInt(mode, 10));
    },
  };
}
