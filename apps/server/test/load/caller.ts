import { setTimeout as sleep } from "node:timers/promises";
import { Connection, type Answer, type Call } from "./connection.ts";
import { Away, type Ledger } from "./ledger.ts";

export const MODEL = `model 1
type user
type apikey
type group {
  relation member: user | apikey | group#member
}
type doc {
  relation viewer: user | apikey | group#member
  relation banned: user
  permission view = viewer - banned
}
`;

/** Of each caller: what it writes and deletes again and again. */
const OBJECTS = 3;

export interface CallerParts {
  readonly name: string;
  /** Where it writes, and where else it asks. */
  readonly home: string;
  readonly other: string;
  readonly secret: string;
  /** The id of its key. */
  readonly key: string;
  readonly ledger: Ledger;
}

type Body = Answer["body"];

/**
 * One caller on connections of its own: it writes, asks in every way, and deletes, and knows each answer, because nobody else touches
 * what it owns. What it wrote at home it asks for elsewhere, with the token of the write.
 */
export class Caller {
  readonly #parts: CallerParts;
  readonly #connection = new Connection();
  /** Which of its objects it holds. */
  readonly #held = new Set<string>();
  #isSwept = false;
  #asked = 0;
  #token: string | undefined;
  /** Requests that were answered rightly. */
  right = 0;

  constructor(parts: CallerParts) {
    this.#parts = parts;
  }

  /** Round after round, until it is told to stop. */
  async run(isOver: () => boolean): Promise<void> {
    for (let turn = 0; !isOver(); turn++) {
      try {
        await this.#round(turn);
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        this.#isSwept = false;
        await sleep(50);
      }
    }
    this.#connection.close();
  }

  /** Between one write and its end: what is held is allowed, everywhere; and what is not is denied. */
  async #round(turn: number): Promise<void> {
    if (!this.#isSwept) await this.#sweep();
    const object = this.#objects[turn % OBJECTS] ?? "";
    const other = this.#objects[(turn + 1) % OBJECTS] ?? "";
    await this.#change({ touch: [this.#tuple(object)] }, () => this.#held.add(object));
    await this.#asks(turn, object);
    await this.#change({ delete: [this.#tuple(other)] }, () => this.#held.delete(other));
    await this.#asks(turn + 3, other);
  }

  /** After each write a check elsewhere, and two questions in turn. */
  async #asks(turn: number, object: string): Promise<void> {
    await this.#check(object);
    const ways = [
      () => this.#batch(),
      () => this.#list(),
      () => this.#whoami(),
      () => this.#own(),
      () => this.#who(object),
      () => this.#may(object),
      () => this.#ownBatch(),
      () => (turn % 8 === 7 ? this.#exchange() : this.#whoami()),
    ];
    for (const at of [turn, turn + 5]) await ways[at % ways.length]?.();
  }

  get #user(): string {
    return `user:${this.#parts.name}`;
  }

  get #objects(): readonly string[] {
    return Array.from({ length: OBJECTS }, (_, n) => `doc:${this.#parts.name}-${n}`);
  }

  get #home(): string {
    return homeOf(this.#parts.name);
  }

  #tuple(object: string): string {
    return `${object}#viewer@${this.#user}`;
  }

  get #consistency() {
    return this.#token === undefined ? {} : { consistency: { atLeast: this.#token } };
  }

  async #ask(at: string, path: string, call: Omit<Call, "key">, isRight: (body: Body) => boolean, key?: string) {
    const { ledger, name, secret } = this.#parts;
    const began = ledger.begin();
    const id = `${name}-${this.#asked++}`;
    const headers = { ...call.headers, "x-request-id": id };
    const reply = await this.#connection.ask(at + path, { ...call, headers, key: key ?? secret });
    if (!("lost" in reply)) ledger.answered.add(id);
    const answer = ledger.judge(path, began, reply, isRight);
    this.right++;
    return answer;
  }

  async #change(body: object, done: () => void): Promise<void> {
    const { home, ledger } = this.#parts;
    const { token, written, deleted } = await this.#ask(home, "/v1/tuples/write", { body }, isText("token"));
    done();
    this.#token = String(token);
    if (Number(written) + Number(deleted) > 0) ledger.acknowledged.add(this.#token);
  }

  /** Nobody knows what became of a write without an answer: it begins anew with nothing. */
  async #sweep(): Promise<void> {
    const { home, ledger } = this.#parts;
    const filter = { object: { type: "doc" }, subject: this.#user };
    const swept = await this.#ask(home, "/v1/tuples/delete", { body: { filter } }, isText("token"));
    this.#held.clear();
    this.#token = String(swept["token"]);
    if (Number(swept["deleted"]) > 0) ledger.acknowledged.add(this.#token);
    this.#isSwept = true;
  }

  async #check(object: string): Promise<void> {
    const question = { subject: this.#user, permission: "view", object, ...this.#consistency };
    const expected = this.#held.has(object) ? "allowed" : "denied";
    await this.#ask(this.#parts.other, "/v1/check", { body: question }, ({ outcome }) => outcome === expected);
  }

  async #batch(): Promise<void> {
    const objects = [...this.#objects, "doc:nobody's"];
    const items = objects.map((object) => ({ subject: this.#user, permission: "view", object }));
    const expected = objects.map((object) => ({
      decision: { outcome: this.#held.has(object) ? "allowed" : "denied" },
    }));
    const body = { items, ...this.#consistency };
    await this.#ask(this.#parts.other, "/v1/check/batch", { body }, ({ results }) => isSame(results, expected));
  }

  async #list(): Promise<void> {
    const body = { subject: this.#user, permission: "view", type: "doc", ...this.#consistency };
    const expected = [...this.#held].toSorted().map((reference) => ({ reference, outcome: "allowed" }));
    await this.#ask(this.#parts.other, "/v1/list-objects", { body }, ({ entries }) => isSame(entries, expected));
  }

  async #who(object: string): Promise<void> {
    const body = { object, permission: "view", type: "user", ...this.#consistency };
    const expected = this.#held.has(object) ? [{ reference: this.#user, outcome: "allowed" }] : [];
    await this.#ask(this.#parts.other, "/v1/list-subjects", { body }, ({ entries }) => isSame(entries, expected));
  }

  async #may(object: string): Promise<void> {
    const body = { subject: this.#user, object, ...this.#consistency };
    const expected = this.#held.has(object) ? ["view"] : [];
    const isRight = ({ entries }: Body) => {
      const [{ allowed = [] } = {}] = entries as { readonly allowed?: readonly string[] }[];
      return isSame(allowed, expected);
    };
    await this.#ask(this.#parts.other, "/v1/permissions", { body }, isRight);
  }

  async #own(): Promise<void> {
    const [entityType = "", entityId = ""] = this.#home.split(":");
    const body = { entityType, entityId, permission: "view" };
    const isOwn = ({ allowed, subjectId }: Body) => allowed === true && subjectId === this.#parts.key;
    await this.#ask(this.#parts.other, "/api/auth/check-permission", { body }, isOwn);
    const foreign = { body: { ...body, entityId: "nobody's" } };
    await this.#ask(this.#parts.home, "/api/auth/check-permission", foreign, ({ allowed }) => allowed === false);
  }

  async #ownBatch(): Promise<void> {
    const [entityType = "", id = ""] = this.#home.split(":");
    const body = { entityType, entityIds: [id, "nobody's"], permission: "view" };
    const isRight = ({ results }: Body) => isSame(results, { [id]: true, "nobody's": false });
    await this.#ask(this.#parts.home, "/api/auth/check-permission/batch", { body }, isRight);
  }

  async #whoami(): Promise<void> {
    const isOwn = ({ subject }: Body) => subject === `apikey:${this.#parts.key}`;
    await this.#ask(this.#parts.other, "/v1/whoami", {}, isOwn);
  }

  /** A token of the one says on the other who is calling. */
  async #exchange(): Promise<void> {
    const { home, other, key } = this.#parts;
    const body = { types: ["doc"] };
    const { token } = await this.#ask(home, "/api/auth/api-key/exchange", { body }, isText("token"));
    const isOwn = ({ subject, via }: Body) => subject === `apikey:${key}` && via === "token";
    const headers = { authorization: `Bearer ${String(token)}` };
    await this.#ask(other, "/v1/whoami", { headers }, isOwn, "");
  }
}

/** What the key of a caller may view for ever. */
export function homeOf(name: string): string {
  return `doc:home-${name}`;
}

const isText = (field: string) => (body: Body) => typeof body[field] === "string";

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
