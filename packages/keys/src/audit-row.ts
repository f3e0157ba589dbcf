/** What is noted: attempts to authenticate, and changes of keys. */
export type AuditEvent =
  | "attempt"
  | "create"
  | "update"
  | "enable"
  | "disable"
  | "rotate"
  | "revoke"
  | "purge"
  | "import"
  /** A key's tokens were ended, because whom it acts for was stopped, or because it ends sooner than they do. */
  | "stop"
  /** Of an owner, who stands in the place of the key: `user:ann`. */
  | "owner_gone"
  | "owner_returns"
  | "exchange";

/** One row of the audit. Never holds more of a secret than its last four characters. */
export interface AuditRow {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event: AuditEvent;
  readonly outcome: "allowed" | "refused";
  /** Of a refusal: why. */
  readonly reason?: string;
  readonly key?: string;
  readonly lastFour?: string;
  /** Who changed it, as text; absent for the operator. */
  readonly by?: string;
  readonly address?: string;
  readonly agent?: string;
  readonly requestId?: string;
  readonly route?: string;
}
