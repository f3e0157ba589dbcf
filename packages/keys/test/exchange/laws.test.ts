import { createRelata, type Store } from "@relata/core";
import { createExchange, isRefusal, openSigningKeys, type ExchangeInput } from "@relata/keys";
import { createVerifier, verdict, type Token } from "@relata/keys/verifier";
import { isFailure, formatInstant, type Decision } from "@relata/model";
import { describeWorld, IDS, NOW, OBJECT_TYPES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { freshStores } from "../laws/fresh-stores.ts";
import { keptInMemory } from "../signing/kept-in-memory.ts";
import { AUDIENCE, inPlaceOf, ISSUER, keysOf, SECRET, taken } from "./exchange-situation.ts";

const NOW_TEXT = formatInstant(NOW);
const clock = () => Date.parse(NOW_TEXT);
const PERMISSIONS = ["view", "edit", "share"];

let signing: Awaited<ReturnType<typeof openSigningKeys>>;
let verifier: ReturnType<typeof createVerifier>;

beforeAll(async () => {
  signing = await openSigningKeys({ store: keptInMemory(), encryption: [SECRET], algorithm: "Ed25519", clock });
  const jwks = async () => (await signing.published()).document;
  verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, algorithms: ["Ed25519"], jwks, clock });
});

/** How worlds are tried; one in a few has a limit that its token does not keep to as a whole, or is asked for less. */
const wanted = fc.record({
  maxTokenBytes: fc.oneof(
    { weight: 3, arbitrary: fc.constant(4_096) },
    { weight: 1, arbitrary: fc.integer({ min: 900, max: 1_100 }) },
  ),
  input: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { types: ["doc"] },
        { types: ["folder", "group"], permissions: ["view"] },
        { types: [] },
      ),
    },
  ),
});

const seed = Number(process.env["RELATA_SEED"]);
const fresh = freshStores();

/*
 * The laws: what is in `abac_required` is what `check` says conditional of without data, and no more; `allow` and `deny` are what
 * `check` says under any context; and of what a token is complete of, only what is conditional is asked.
 */
test.each([
  ["memory", 250],
  ["sqlite", 40],
  ["postgres", 4],
] as const)(
  "a token says of every permission what `check` says of it: allow and deny under any context, and ask but for what is open, over %s",
  async (kept, runs) => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(worlds, questions, wanted, async (world, part, { maxTokenBytes, input }) => {
        const store = kept === "memory" ? memoryStore() : fresh(kept).store;
        const told = await tokenOf(store, world, part.subject, input, maxTokenBytes);
        if (told === undefined) return;
        const { token, text, view } = told;
        expect(text.length).toBeLessThanOrEqual(maxTokenBytes);
        for (const [entry, names] of Object.entries(token.claims.permissions)) {
          const [type = "", id = "unnamed"] = entry.split(":");
          for (const permission of names) {
            const listed = token.claims.abac_required[entry]?.includes(permission) === true;
            const without = view({ ...part, permission, object: { type, id }, context: {}, resource: {} });
            expect([entry, permission, without]).toEqual([entry, permission, listed ? "conditional" : "allowed"]);
          }
        }
        for (const type of OBJECT_TYPES) {
          for (const id of [...(IDS[type] ?? []), "unnamed"]) {
            for (const permission of PERMISSIONS) {
              const question = { ...part, permission, object: { type, id } };
              const said = verdict(token, type, id, permission);
              const without = view({ ...question, context: {}, resource: {} });
              const whole = isWhole(token, type, permission) ? "of all" : "of some";
              seen.set(`${said} ${whole}`, (seen.get(`${said} ${whole}`) ?? 0) + 1);
              const decided = [without, view(question), view({ ...question, resource: {} })];
              const problem = problemOf(said, decided, token, question);
              if (problem !== undefined)
                throw new Error(`${problem}: ${JSON.stringify(token.claims)}\n${describeWorld(world, question)}`);
            }
          }
        }
      }),
      { seed, numRuns: Number(process.env["RELATA_WORLDS"] ?? runs) },
    );
    // A law over worlds in which nothing happens would prove nothing.
    console.log(`verdicts: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
    const kinds = kept === "memory" ? ["allow of all", "ask of all", "allow of some", "ask of some"] : [];
    for (const kind of [...kinds, "deny of all"]) expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
  },
);

/** What the verdict may not be; the first decision is that without request data. */
function problemOf(
  said: "allow" | "deny" | "ask",
  decided: readonly (Decision["outcome"] | "failed")[],
  token: Token,
  { object, permission }: Pick<WorldQuestion, "object" | "permission">,
): string | undefined {
  const [without] = decided;
  if (said === "allow" && decided.some((one) => one !== "allowed"))
    return `allow, and check says ${decided.join(", ")}`;
  if (said === "deny" && decided.some((one) => one !== "denied")) return `deny, and check says ${decided.join(", ")}`;
  if (said !== "ask" || !isWhole(token, object.type, permission)) return undefined;
  return without === "conditional" ? undefined : `ask of what is complete, and check without data says ${without}`;
}

function isWhole({ claims }: Token, type: string, permission: string): boolean {
  const { perm_complete: isComplete, perm_within: within } = claims;
  if (within === undefined) return isComplete;
  return (within.types ?? [type]).includes(type) && (within.permissions ?? [permission]).includes(permission);
}

/** The token of whoever asks, with what `check` says in the same world; undefined where a permission has no answer. */
async function tokenOf(
  store: Store,
  world: World,
  subject: WorldQuestion["subject"],
  input: ExchangeInput,
  maxTokenBytes: number,
) {
  const { model, tuples, attributes } = world;
  await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  const relata = await createRelata({ model, store, clock });
  const [first, ...others] = subject;
  if (first === undefined) return undefined;
  const exchange = createExchange({
    relata,
    keys: keysOf({ id: "k" }),
    signing,
    issuer: ISSUER,
    audiences: [AUDIENCE],
    maxTokenBytes,
    clock,
  });
  try {
    const exchanged = await exchange(inPlaceOf(first, ...others), input);
    if (isRefusal(exchanged)) throw new Error("a key that counts is refused");
    const view = await relata.at();
    const check = (question: WorldQuestion): Decision["outcome"] | "failed" => {
      try {
        return view.check({ ...question, subject: { allOf: question.subject }, now: NOW_TEXT }).outcome;
      } catch (error) {
        if (isFailure(error)) return "failed";
        throw error;
      }
    };
    return { token: await taken(verifier, exchanged.token), text: exchanged.token, view: check };
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return undefined;
    throw error;
  }
}
