/** How long the issuer may take. */
const TIMEOUT_MS = 5_000;

/** The JSON at a URL. @throws Error where there is none */
export async function fetchJson(url: URL): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: "application/json" },
    // Why: keys come from where the application said, and from nowhere else.
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) throw new Error(`\`${url.href}\` answered ${response.status}`);
  return response.json();
}
