import { askIssuer, createVerifier, honoGuard, VerifierFault } from "@relata/keys/verifier";
import { Hono } from "hono";

export interface InvoiceServiceOptions {
  /** Where the authorization server is. */
  readonly url: string;
  /** The `iss` and the `aud` of the tokens that are taken. */
  readonly issuer: string;
  readonly audience: string;
  /** A key of the service's own, for the list of revoked keys. */
  readonly credential: string;
  /** How long a revoked key may still have a token that is taken, in milliseconds. */
  readonly revocationsMs?: number;
}

/** What the service knows of its invoices: no caller says what an invoice amounts to. */
const INVOICES: Readonly<Record<string, { readonly amount: number; readonly status: string }>> = {
  inv_1: { amount: 500, status: "paid" },
  inv_2: { amount: 5_000, status: "paid" },
};

/** A service of its own: no database of permissions, no secret of the issuer. Tokens say who may; what they leave open, it asks. */
export function invoiceService({
  url,
  issuer,
  audience,
  credential,
  revocationsMs = 15_000,
}: InvoiceServiceOptions): Hono {
  const verifier = createVerifier({
    issuer,
    audience,
    algorithms: ["RS256"],
    jwks: `${url}/.well-known/jwks.json`,
    revocations: `${url}/v1/revocations`,
    credential,
    revocationsMs,
  });
  const { authenticate, permit } = honoGuard(verifier, { ask: askIssuer(`${url}/api/auth/check-permission`) });
  const may = (permission: string) =>
    permit(permission, (c) => {
      const id = c.req.param("id") ?? "";
      return { type: "client_abc:invoice", id, attributes: INVOICES[id] ?? {} };
    });

  const app = new Hono();
  app.use(authenticate);
  app.get("/invoices/:id", may("read"), (c) => c.json(INVOICES[c.req.param("id")] ?? {}));
  app.post("/invoices/:id/refund", may("refund"), (c) => c.json({ refunded: c.req.param("id") }));
  // The issuer did not answer: that is neither yes nor no.
  app.onError((error, c) => c.json({ error: error.name }, error instanceof VerifierFault ? 503 : 500));
  return app;
}
