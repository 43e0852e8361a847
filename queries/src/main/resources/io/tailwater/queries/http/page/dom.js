/** Makes an element: h("td", { class: "num" }, "42"). Text is always text, never markup. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(element.style, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Puts other children in, and leaves the element where it is, so that nothing jumps. What had the
 * focus gives it to what is called the same among the new ones, or stands at its place.
 */
export function replace(element, ...children) {
  const focused = element.contains(document.activeElement) && element !== document.activeElement ? document.activeElement : null;
  const place = focused ? focusable(element).indexOf(focused) : -1;
  const called = focused ? name(focused) : "";
  element.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== undefined));
  if (place >= 0 && !focused.isConnected) {
    const now = focusable(element);
    (now.find((other) => name(other) === called) ?? now[Math.min(place, now.length - 1)])?.focus({ preventScroll: true });
  }
  return element;
}

const focusable = (element) => [...element.querySelectorAll("button:not(:disabled), a[href], input, select, summary, [tabindex]")];

/** What a control is called, and in which row it is: there are many of one name. */
function name(element) {
  const row = element.closest("tr, li, .tile")?.firstElementChild;
  return `${element.tagName} ${element.tagName === "SUMMARY" ? element.firstElementChild?.textContent : element.getAttribute("aria-label") ?? element.title} ${row?.textContent ?? element.textContent}`;
}

/** Puts text on the clipboard, or shows it where there is none: without TLS only loopback has one. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce("Copied");
    return true;
  } catch {
    prompt("To copy:", text);
    return false;
  }
}

/** The element of an id; the page has it. */
export const byId = (id) => document.getElementById(id);

/** Says something to those who listen instead of look. */
export function announce(sentence) {
  byId("announce").textContent = sentence;
}
