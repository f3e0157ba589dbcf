import type { Refusal, RefusalCode } from "@relata/keys";
import { limitHeaders } from "./limit-headers.ts";
import { Problem } from "./problem.ts";
import { REFUSAL_STATUS } from "./refusal-status.ts";

/** A caller who is not admitted, as a problem. What the audit alone may know (`reason`, the key) stays out of it. */
export function refusalProblem(refusal: Refusal): Problem {
  const { code, message } = refusal;
  return new Problem(code, message, { status: REFUSAL_STATUS[code], headers: headersOf(refusal) });
}

function headersOf({ code, retryAfterSeconds, taken }: Refusal): Readonly<Record<string, string>> {
  return {
    ...(REFUSAL_STATUS[code] === 401 && { "www-authenticate": challenge(code) }),
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    ...(taken !== undefined && limitHeaders(taken)),
  };
}

/** RFC 6750 §3: a request without a credential learns the scheme alone. */
function challenge(code: RefusalCode): string {
  return code === "missing_api_key" ? 'Bearer realm="relata"' : 'Bearer realm="relata", error="invalid_token"';
}
