export { askIssuer } from "./ask-issuer.ts";
export type { Claims, Names, Within } from "./claims.ts";
export {
  createVerifier,
  type Algorithm,
  type Verified,
  type Verifier,
  type VerifierOptions,
} from "./create-verifier.ts";
export {
  expressGuard,
  type ExpressMiddleware,
  type ExpressRequestLike,
  type ExpressResponseLike,
} from "./express-guard.ts";
export type { Asked, GuardOptions } from "./guard.ts";
export { honoGuard, type HonoContextLike, type HonoMiddleware, type Protected } from "./hono-guard.ts";
export type { KeySource } from "./key-set.ts";
export type { Refusal } from "./refusal.ts";
export type { Revocation, RevocationList, RevocationSource } from "./revocation.ts";
export type { Token } from "./token.ts";
export { verdict, type Verdict } from "./verdict.ts";
export { VerifierFault, type VerifierFaultCode } from "./verifier-fault.ts";
