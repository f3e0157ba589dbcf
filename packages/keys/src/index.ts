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
export { createExchange, type ExchangeOptions } from "./exchange/create-exchange.ts";
export type { ExchangeInput } from "./exchange/exchange-input.ts";
export type { Exchanged } from "./exchange/exchanged.ts";
export type { Permitting } from "./exchange/held-by.ts";
export type { SubjectClaim } from "./exchange/subject-claim.ts";
export type { KeyEncryption, KeyEncryptionKey } from "./signing/key-encryption.ts";
export type { KeyState } from "./signing/key-states.ts";
export { openSigningKeys, type SigningKeysOptions } from "./signing/open-signing-keys.ts";
export type { Signer } from "./signing/signer.ts";
export type { PublishedKeys, SigningKeyEntry, SigningKeys } from "./signing/signing-keys.ts";
export type { SigningKeyStore, StoredSigningKey } from "./signing/signing-key-store.ts";
export { DEFAULT_TIMING, type Timing } from "./signing/timing.ts";
export type { Claims } from "./verifier/claims.ts";
export type { Algorithm } from "./verifier/create-verifier.ts";
