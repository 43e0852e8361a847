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

/** Asks for a path of the API. */
export async function ask(path, parameters, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== "" && value !== null && value !== undefined) query.set(name, value);
  }
  let response;
  try {
    response = await fetch(path + "?" + query, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "The service does not answer", detail: "The page tries again by itself." }, 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(body, response.status);
  return body;
}
