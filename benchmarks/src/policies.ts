import { compilePolicy, type PolicyScope } from "@relata/abac";
import { indexModel, instantFromMs, TRUE, type Attribute, type Json, type Policy, type ValueType } from "@relata/model";
import { LogicEngine } from "json-logic-engine";
import jsonLogic from "json-logic-js";

type Rule = Parameters<typeof jsonLogic.apply>[0];

/** Three clauses over three attributes of the resource and one of the subject. */
export const BODY: Json = {
  and: [
    { "==": [{ var: "resource.status" }, "paid"] },
    { "<=": [{ var: "resource.amount" }, { var: "subject.limit" }] },
    { in: [{ var: "resource.region" }, ["eu", "uk", "ch"]] },
  ],
};

const POLICY: Policy = { name: "payable", parameters: [], required: [], body: BODY };

const MODEL = indexModel({
  version: 1,
  types: [
    {
      name: "invoice",
      attributes: [
        attribute("status", { kind: "enum", values: ["draft", "sent", "paid"] }),
        attribute("amount", { kind: "number" }),
        attribute("limit", { kind: "number" }),
        attribute("region", { kind: "string" }),
      ],
      relations: [],
      permissions: [],
    },
  ],
  policies: [POLICY],
  context: [],
});

function attribute(name: string, type: ValueType): Attribute {
  return { name, type, trusted: false };
}

/** One way to evaluate the policy: whether it allows in that scope. */
export interface Contender {
  readonly name: string;
  readonly allows: (scope: PolicyScope) => boolean;
}

/** The policy by hand, by the two libraries that evaluate json-logic, and by relata. */
export function contenders(): readonly Contender[] {
  const built = new LogicEngine().build(BODY);
  const compiled = compilePolicy(POLICY, MODEL);
  return [
    { name: "by hand", allows: byHand },
    { name: "json-logic-js, apply", allows: (scope) => jsonLogic.apply(BODY as Rule, scope) === true },
    { name: "json-logic-engine, built", allows: (scope) => built(scope) === true },
    { name: "relata, compiled", allows: (scope) => compiled(scope).truth === TRUE },
  ];
}

function byHand({ resource, subject }: PolicyScope): boolean {
  const { status, amount, region } = resource as { status: string; amount: number; region: string };
  return status === "paid" && amount <= (subject["limit"] as number) && ["eu", "uk", "ch"].includes(region);
}

/** Scopes of which each clause decides some. All are made alike, so that one hidden class serves all of them. */
export function alikeScopes(): readonly PolicyScope[] {
  return Array.from({ length: 64 }, (_, i) => scopeOf(i, { ...values(i) }));
}

/** The same ones as they come from an application: with other attributes beside these, and in no fixed order. */
export function mixedScopes(): readonly PolicyScope[] {
  return Array.from({ length: 64 }, (_, i) => {
    const others = ["owner", "title", "pages", "tags"].slice(0, i % 5).map((name) => [name, i] as const);
    const entries = [...Object.entries(values(i)), ...others];
    const turned = [...entries.slice(i % entries.length), ...entries.slice(0, i % entries.length)];
    return scopeOf(i, Object.fromEntries(turned));
  });
}

function values(i: number): PolicyScope["resource"] {
  return { status: i % 7 === 0 ? "sent" : "paid", amount: i * 10, region: ["eu", "us", "uk"][i % 3] ?? "" };
}

function scopeOf(i: number, resource: PolicyScope["resource"]): PolicyScope {
  const subject = { limit: 300 + (i % 4) * 100 };
  return { resource, subject, context: {}, parameters: {}, action: "pay", now: instantFromMs(0) };
}

/** Asserts that the contender says of every scope what the policy written by hand says. */
export function assertAgrees({ name, allows }: Contender, scopes: readonly PolicyScope[]): void {
  for (const scope of scopes) {
    if (allows(scope) !== byHand(scope)) throw new Error(`${name} disagrees over ${JSON.stringify(scope.resource)}`);
  }
}

/**
 * The time of one evaluation by each contender, in nanoseconds: the best of many rounds, since a busy machine only ever
 * adds to it. They take turns, so that a slow spell is no one's alone.
 */
export function nanoseconds(
  contenders: readonly Contender[],
  scopes: readonly PolicyScope[],
  rounds: number,
): readonly number[] {
  const best = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) best[i] = Math.min(best[i] ?? 0, timed(contender, scopes));
  }
  return best;
}

const TURNS = 100;

function timed({ allows }: Contender, scopes: readonly PolicyScope[]): number {
  let allowed = 0;
  const start = performance.now();
  for (let turn = 0; turn < TURNS; turn++) for (const scope of scopes) allowed += allows(scope) ? 1 : 0;
  const took = performance.now() - start;
  // Why: a result that nobody looks at may be compiled away.
  if (allowed === 0) throw new Error("the policy allows nothing, and so measures nothing");
  return (took * 1e6) / (TURNS * scopes.length);
}
