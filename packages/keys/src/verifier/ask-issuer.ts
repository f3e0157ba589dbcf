import type { Asked } from "./guard.ts";
import { VerifierFault } from "./verifier-fault.ts";

const TIMEOUT_MS = 5_000;

/**
 * Asks the check endpoint of the issuer what a token left open, in the token's own name.
 *
 * @throws VerifierFault `issuer_unavailable` where it gave no decision
 */
export function askIssuer(endpoint: string | URL): (asked: Asked) => Promise<boolean> {
  return async ({ token, type, id, permission, attributes }) => {
    const resource = attributes === undefined ? {} : { resource: { attributes } };
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { authorization: `Bearer ${token.text}`, "content-type": "application/json" },
      body: JSON.stringify({ entityType: type, entityId: id, permission, ...resource }),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw new VerifierFault("issuer_unavailable", "the check endpoint did not answer", { cause });
    });
    const answer: unknown = response.status === 200 ? await response.json() : undefined;
    if (typeof answer === "object" && answer !== null && "allowed" in answer) return answer.allowed === true;
    throw new VerifierFault("issuer_unavailable", `the check endpoint answered ${response.status}, and no decision`);
  };
}
