/**
 * Tells of news: at each commit while live (the service pushes), else by the clock. Quiet while
 * the page is hidden, a button is held down, or a dialog is open; told later then.
 */
export function live(refresh) {
  let source = null;
  let timer = null;
  let mode = "off";
  let owed = false;
  let held = false;

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

  document.addEventListener("visibilitychange", settle);
  document.addEventListener("pointerdown", () => (held = true));
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { held = false; setTimeout(settle, 300); });
  document.addEventListener("close", settle, true);

  return {
    set(next) {
      if (next === mode) return;
      mode = next;
      source?.close();
      source = null;
      clearInterval(timer);
      if (mode === "live") {
        source = new EventSource("/api/v1/live");
        source.addEventListener("cut", due);
        // Whether commits come or not, the strip ages; a missed push costs at most this long.
        timer = setInterval(due, 30_000);
      } else if (mode !== "off") {
        timer = setInterval(due, { s: 1000, m: 60_000 }[mode.at(-1)] * parseInt(mode, 10));
      }
    },
  };
}
