/** Questions to the service. A problem is thrown as it was answered, with its request id. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail || body.title || "The service answered " + status);
    this.title = body.title || "The service answered " + status;
    this.status = status;
    this.requestId = body.request_id;
    this.type = body.type;
  }
}

const TRIES = 5;

/** Longer than the service lets an answer take: who is silent for so long is away. */
const PATIENCE = 60_000;

/** Asks for a path of the API. A service that is busy is asked again when it says. */
export async function ask(path, parameters, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== "" && value !== null && value !== undefined) query.set(name, value);
  }
  for (let attempt = 1; ; attempt++) {
    const response = await send(path + "?" + query, signal);
    const body = await whole(response);
    if (response.ok) return body;
    const busy = response.status === 429 || body.type === "/problems/busy";
    if (!busy || attempt === TRIES) throw new Problem(body, response.status);
    const seconds = Math.min(5, Number(response.headers.get("Retry-After")) || 1);
    await pause(seconds * 1000 * (0.5 + Math.random()), signal);
  }
}

async function send(url, signal) {
  const late = AbortSignal.timeout(PATIENCE);
  try {
    return await fetch(url, { signal: signal ? AbortSignal.any([signal, late]) : late, headers: { Accept: "application/json" } });
  } catch (error) {
    throw gone(error);
  }
}

/** The body; one that was cut off is no answer, and one that nobody wants any more no empty one. */
async function whole(response) {
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError" || response.ok) throw gone(error);
    return {};
  }
}

function gone(error) {
  if (error.name === "AbortError") return error;
  return new Problem({ title: "The service does not answer", detail: "The page tries again by itself." }, 0);
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
