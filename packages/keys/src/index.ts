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
  EndedKey,
  FoundKey,
  KeyChange,
  KeyPageInput,
  KeyStore,
  KeyUpdate,
  Mark,
  MaybePromise,
  SecretRecord,
} from "./key-store.ts";
export { APP_VARIABLE, misnamedVariables, PEPPERS_FORM, PEPPERS_VARIABLE, readPeppers } from "./key-environment.ts";
export type { OwnerMode, Principal, PrincipalKind, Via } from "./principal.ts";
export { isRefusal, Refusal, REFUSALS, type RefusalCode, type RefusalParts, type RefusalReason } from "./refusal.ts";
export type { RequestFacts } from "./request-facts.ts";
export { Secret } from "./secret.ts";
export { subjectOf, type Asked } from "./subject-of.ts";
export { createExchange, type ExchangeOptions } from "./exchange/create-exchange.ts";
export type { ExchangeInput } from "./exchange/exchange-input.ts";
export type { Exchanged } from "./exchange/exchanged.ts";
export type { Permitting } from "./exchange/held-by.ts";
export type { SubjectClaim } from "./exchange/subject-claim.ts";
export { revocationsSince } from "./exchange/revocations-since.ts";
export type { KeyEncryption, KeyEncryptionKey } from "./signing/key-encryption.ts";
export type { KeyState } from "./signing/key-states.ts";
export { openSigningKeys, type SigningKeysOptions } from "./signing/open-signing-keys.ts";
export type { Signer } from "./signing/signer.ts";
export type { PublishedKeys, SigningKeyEntry, SigningKeys } from "./signing/signing-keys.ts";
export type { SigningKeyStore, StoredSigningKey } from "./signing/signing-key-store.ts";
export { DEFAULT_TIMING, type Timing } from "./signing/timing.ts";
export type { Claims } from "./verifier/claims.ts";
export type { Algorithm } from "./verifier/create-verifier.ts";
export { AddressList } from "./addresses/address-list.ts";
export { clientAddress } from "./addresses/client-address.ts";
export { Authentication, type AuthenticationOptions } from "./authenticators/authentication.ts";
export { betterAuthKeys, type BetterAuthKeyOptions, type BetterAuthKeys } from "./authenticators/better-auth-keys.ts";
export {
  betterAuthSessions,
  type BetterAuthSessionOptions,
  type BetterAuthSessions,
} from "./authenticators/better-auth-sessions.ts";
export {
  environmentKeys,
  type EnvironmentAuthenticator,
  type EnvironmentKeys,
} from "./authenticators/environment-keys.ts";
export { exchangedTokens, type ExchangedTokensOptions } from "./authenticators/exchanged-tokens.ts";
export { createIntrospection, type Introspected, type IntrospectionOptions } from "./authenticators/introspection.ts";
export type { OwnTokensOptions } from "./authenticators/own-tokens.ts";
export { jwtAuthenticator, type JwtOptions, type Spoken } from "./authenticators/jwt-authenticator.ts";
export { sessions, type SessionOptions, type SessionUser } from "./authenticators/sessions.ts";
export { storedKeys } from "./authenticators/stored-keys.ts";
export { keyPattern, looksLikeKey, newKeyText, parseKeyText, type KeyParts } from "./format/key-format.ts";
export { permissionGuard, refuseKinds, relationGuard, type Guard } from "./guards.ts";
export type { Peppers } from "./hashing.ts";
export type { By } from "./life/commits.ts";
export type { KeyInput } from "./life/key-input.ts";
export type { KeyTuple } from "./life/key-tuples.ts";
export { createKeys } from "./life/create-keys.ts";
export type { CreatedKey, ImportInput, Keys, RotateOptions, SwitchOptions } from "./life/keys.ts";
export type { KeyListing, ListInput } from "./life/list-keys.ts";
export type { ManagedKeys } from "./life/managed-keys.ts";
export type { CreateInput } from "./life/new-key.ts";
export type { GoneOptions, OwnerGone } from "./life/owner-gone.ts";
export type { KeysOptions, Life, Minted } from "./life/settings.ts";
export { ANYWHERE, type Place } from "./life/verification.ts";
export type { Limiter, Taken } from "./limits/limiter.ts";
export { memoryLimiter } from "./limits/memory-limiter.ts";
export type { OrganizationOptions, Organizations } from "./system/organizations.ts";
export { isReservedType, type SystemTypes } from "./system/system-text.ts";
export { withSystem } from "./system/with-system.ts";
export { holdsSecret, withoutSecrets } from "./without-secrets.ts";
export { verifyWebhook } from "./webhooks/verify-webhook.ts";
export type {
  GithubWebhooks,
  StandardWebhooks,
  TokenWebhooks,
  Webhook,
  WebhookScheme,
  WebhookSecrets,
} from "./webhooks/webhook.ts";
