import { pauses } from "./pauses.js";

const TICK = { s: 1000, m: 60_000 };
const FALLBACK = 30_000;

/** A service that ends gives its listeners up first, and what it is asked until it has ended it may never answer. */
const ENDING = 500;

/**
 * Tells of news: at each commit while live (the service pushes), else by the clock. Quiet while
 * the page is hidden, a button is held down, or a dialog is open; told later then. A hidden page
 * gives its connection back, of which a browser has six for each service.
 *
 * A service in trouble is asked by growing pauses alone, whatever clock and commits say, and
 * nobody listens for one who has no session.
 */
export function live(refresh) {
  const toListen = pauses(1000, 60_000);
  const toAsk = pauses(2000, 30_000);
  let source = null;
  let timer = null;
  let listenAgain = null;
  let askAgain = null;
  let openedAt = null;
  let mode = "off";
  let owed = false;
  let held = false;
  let broken = false;
  let shut = false;

  const busy = () => document.hidden || held || document.querySelector("dialog[open]") !== null;
  const wanted = () => mode === "live" && !document.hidden && !shut;

  function tell() {
    if (busy()) {
      owed = true;
      return;
    }
    owed = false;
    refresh();
  }

  function due() {
    if (askAgain === null && !shut) tell();
  }

  function settle() {
    if (owed && !busy()) tell();
  }

  function listen(yes) {
    clearTimeout(listenAgain);
    if (yes === (source !== null)) return;
    source?.close();
    source = yes ? new EventSource("/api/v1/live") : null;
    source?.addEventListener("cut", due);
    source?.addEventListener("open", back);
    source?.addEventListener("error", lost);
  }

  /** The browser would try again at one pace for ever, and not at all once it was refused. */
  function lost() {
    if (openedAt !== null && Date.now() - openedAt > FALLBACK) toListen.reset();
    openedAt = null;
    listen(false);
    listenAgain = setTimeout(() => listen(wanted()), toListen.next());
    if (!broken) setTimeout(tell, ENDING);
    broken = true;
  }

  function back() {
    openedAt = Date.now();
    if (broken) tell();
    broken = false;
  }

  document.addEventListener("visibilitychange", () => {
    listen(wanted());
    if ((mode === "live" || shut) && !document.hidden) owed = true;
    settle();
  });
  // Who has signed in elsewhere comes back to this window.
  window.addEventListener("focus", () => shut && tell());
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

  function calm() {
    clearTimeout(askAgain);
    askAgain = null;
  }

  return {
    set(next) {
      if (next === mode) return;
      mode = next;
      clearInterval(timer);
      listen(wanted());
      // Whether commits come or not, freshness ages; a push that was missed costs at most this long.
      if (mode !== "off") timer = setInterval(due, mode === "live" ? FALLBACK : TICK[mode.at(-1)] * parseInt(mode, 10));
    },
    /** All was answered. */
    well() {
      calm();
      toAsk.reset();
      if (!shut) return;
      shut = false;
      listen(wanted());
    },
    /** Something was not, and may be the next time. */
    failed() {
      calm();
      askAgain = setTimeout(() => {
        askAgain = null;
        tell();
      }, toAsk.next());
    },
    /** Nothing is answered without a new session. */
    refused() {
      calm();
      shut = true;
      listen(false);
    },
  };
}
