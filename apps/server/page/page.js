// What the page of the API does: it sends what its forms say, and shows what is answered. The key stays in its field.
// @ts-check

/** The most of an answer that is shown, in characters: streams have no end. */
const MOST_SHOWN = 200_000;

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}

// An address with the name of a route shows it opened.
addEventListener("hashchange", openNamed);
openNamed();

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (named instanceof HTMLDetailsElement) named.open = true;
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const [sends, stops] = form.querySelectorAll("button");
  const output = form.querySelector("output");
  const answer = form.querySelector(".answer");
  if (!(output && answer instanceof HTMLElement && sends && stops)) return;
  const ending = new AbortController();
  stops.addEventListener("click", () => ending.abort(), { signal: ending.signal });
  answer.hidden = true;
  answer.textContent = "";
  stops.hidden = false;
  sends.disabled = true;
  output.textContent = "Sent; waiting for the answer.";
  try {
    const began = performance.now();
    const response = await fetch(...requestOf(form, ending.signal));
    output.textContent = `${response.status} ${response.statusText}, ${Math.round(performance.now() - began)} ms`;
    await show(response, answer);
  } catch (error) {
    output.textContent = ending.signal.aborted ? "Stopped." : `No answer: ${String(error)}`;
  } finally {
    ending.abort();
    stops.hidden = true;
    sends.disabled = false;
  }
}

/**
 * The request of a form. Addresses are relative to that of the page, so that it works behind a path too.
 *
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 * @returns {[URL, RequestInit]}
 */
function requestOf(form, signal) {
  const { method = "get", path = "" } = form.dataset;
  const fields = [...form.querySelectorAll("input")].filter(({ value }) => value !== "");
  const of = (/** @type {string} */ place) => fields.filter(({ dataset }) => dataset["in"] === place);
  const filled = of("path").reduce(
    (text, { name, value }) => text.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  const url = new URL(`.${filled}`, location.href);
  url.hash = "";
  for (const { name, value } of of("query")) url.searchParams.append(name, value);
  const headers = new Headers(credential());
  for (const { name, value } of of("header")) headers.set(name, value);
  const body = bodyOf(form, of("form"));
  if (typeof body === "string") headers.set("content-type", "application/json");
  return [
    url,
    { method: method.toUpperCase(), headers, signal, redirect: "error", ...(body !== undefined && { body }) },
  ];
}

/**
 * @param {HTMLFormElement} form
 * @param {readonly HTMLInputElement[]} fields
 * @returns {string | URLSearchParams | undefined}
 */
function bodyOf(form, fields) {
  const json = form.querySelector("textarea")?.value;
  if (json !== undefined) return json.trim() === "" ? undefined : json;
  return fields.length === 0 ? undefined : new URLSearchParams(fields.map(({ name, value }) => [name, value]));
}

/**
 * A token has dots in it, and a key has none.
 *
 * @returns {Record<string, string>}
 */
function credential() {
  const field = document.querySelector("#key");
  if (!(field instanceof HTMLInputElement) || field.value === "") return {};
  const { value, dataset } = field;
  return value.includes(".") ? { authorization: `Bearer ${value}` } : { [dataset["header"] ?? "x-api-key"]: value };
}

/**
 * Shows an answer as it comes, and JSON laid out once it is all there.
 *
 * @param {Response} response
 * @param {HTMLElement} answer
 */
async function show(response, answer) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  answer.hidden = false;
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    text += part.value;
    answer.textContent = text.slice(-MOST_SHOWN);
  }
  if (/json/.test(response.headers.get("content-type") ?? ""))
    answer.textContent = JSON.stringify(JSON.parse(text), null, 2);
  answer.hidden = text === "";
}
