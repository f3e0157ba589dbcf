export type { AuditEvent, AuditRow } from "./audit-row.ts";
export type { Authenticator, Presented } from "./authenticator.ts";
export { credentialOf, type Credential, type CredentialOptions } from "./credentials.ts";
export {
  ENVIRONMENTS,
  KEY_KINDS,
  type Environment,
  type Key,
  type KeyKind,
  type KeyRecord,
  type Limit,
  type Standing,
} from "./key.ts";
export type {
  AuditPage,
  AuditPageInput,
  FoundKey,
  KeyChange,
  KeyPageInput,
  KeyStore,
  KeyUpdate,
  MaybePromise,
  SecretRecord,
} from "./key-store.ts";
export type { OwnerMode, Principal, PrincipalKind } from "./principal.ts";
export { isRefusal, Refusal, REFUSALS, type RefusalCode, type RefusalParts, type RefusalReason } from "./refusal.ts";
export type { RequestFacts } from "./request-facts.ts";
export { Secret } from "./secret.ts";
export { subjectOf, type Asked } from "./subject-of.ts";
