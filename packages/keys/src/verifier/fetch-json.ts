/** How long the issuer may take. */
const TIMEOUT_MS = 5_000;

/** The JSON at a URL, for whoever holds the credential, where it takes one. @throws Error where there is none */
export async function fetchJson(url: URL, credential?: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: "application/json", ...(credential !== undefined && { authorization: `Bearer ${credential}` }) },
    // Why: keys come from where the application said, and from nowhere else.
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) throw new Error(`\`${url.href}\` answered ${response.status}`);
  return response.json();
}
