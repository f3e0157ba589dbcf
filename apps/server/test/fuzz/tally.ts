import type { Answered } from "./answered.ts";
import type { Operation } from "./operations.ts";
import type { Asked } from "./requests.ts";

/** What was answered to what, and what was wrong with it. */
export class Tally {
  /** By operation and status. */
  readonly #met = new Set<string>();
  /** The first of each kind: one defect shows in hundreds of requests. */
  readonly #findings = new Map<string, string>();

  add(asked: Asked, { status, text }: Answered, finding: string | undefined): void {
    const { name } = asked.operation;
    this.#met.add(`${name} ${status}`);
    if (finding === undefined || this.#findings.has(`${name} ${finding}`)) return;
    const { caller, path, headers, body = "" } = asked;
    const sent = `${path} ${JSON.stringify(headers)} ${body.slice(0, 500)}`;
    this.#findings.set(`${name} ${finding}`, `${finding}: as ${caller}, ${status} ${text.slice(0, 500)} to ${sent}`);
  }

  findings(): readonly string[] {
    return [...this.#findings].map(([kind, first]) => `${kind}\n${first}`);
  }

  /** Those of the operations that never met any of these statuses. */
  never(statuses: readonly number[], operations: readonly Operation[]): readonly string[] {
    const names = operations.map(({ name }) => name);
    return names.filter((name) => !statuses.some((status) => this.#met.has(`${name} ${status}`)));
  }
}
