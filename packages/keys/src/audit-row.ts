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
