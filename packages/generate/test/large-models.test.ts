import { compileText } from "@relata/language";
import { expect, test } from "vitest";
import { generateModule } from "../src/index.ts";
import { compileFiles } from "./compile-files.ts";

/** Calls of each kind. */
const CALLS = 20;

/** A model of so many types besides `user` and `group`, each with ten relations and ten permissions. */
function moduleOf(types: number): string {
  const names = Array.from({ length: types }, (_, i) => `ns${i % 7}:t${i}`);
  const declared = names.map((name, i) => {
    const relations = Array.from({ length: 10 }, (_, j) => `relation r${j}: user | user:* | group#member`);
    relations[0] = `relation r0: ${names[(i + 1) % types] ?? name}`;
    const permissions = Array.from({ length: 10 }, (_, j) => `permission p${j} = r${j === 0 ? 1 : j} + r0->r1`);
    return `type ${name} {\n attribute amount: number\n ${[...relations, ...permissions].join("\n ")}\n}`;
  });
  const { model } = compileText(
    `model 1\ntype user\ntype group { relation member: user | group#member }\n${declared.join("\n")}`,
  );
  if (model === undefined) throw new Error("the model does not compile");
  // What applications see of it once it is compiled: the types, and that there is a model.
  return generateModule(model)
    .replace(/= frozen[\s\S]*/, "")
    .replace("export const", "export declare const");
}

/** As many calls of each kind, every one about a type of its own. */
function useOf(types: number, calls: number): string {
  const lines = Array.from({ length: calls }, (_, k) => {
    const i = (k * 37) % types;
    const object = `ns${i % 7}:t${i}:x${k}`;
    return [
      `void r.can(\`user:\${id}\`, "p${k % 10}", "${object}");`,
      `void r.check({ subject: "group:x#member", permission: "p1", object: "${object}", resource: { amount: ${k} } });`,
      `void r.write(["${object}#r1@user:ann", { object: "${object}", relation: "r3", subject: { type: "user", id } }]);`,
      `void r.listObjects({ subject: "user:ann", permission: "p1", type: "ns${i % 7}:t${i}" });`,
    ].join("\n");
  });
  return [
    'import type { Relata } from "@relata/core";',
    'import type { Authz } from "./large.gen.ts";',
    "declare const r: Relata<Authz>; declare const id: string; void id;",
    ...lines,
  ].join("\n");
}

/** What one more call costs the checker, on average, once there were some of each kind. */
function costOfACall(types: number): number {
  const module = moduleOf(types);
  const [some, more] = [CALLS, 2 * CALLS].map((calls) =>
    compileFiles({ "large.gen.ts": module, "use.ts": useOf(types, calls) }, "use.ts"),
  );
  expect([some?.complaints, more?.complaints]).toEqual([[], []]);
  return ((more?.instantiations ?? 0) - (some?.instantiations ?? 0)) / (CALLS * 4);
}

// Why so long: what is counted does not depend on the machine, but a busy one needs its time.
const PATIENCE_MS = 300_000;

test(
  "a call costs the checker no more in a model of 500 types and 5,000 relations than in one of 100",
  { timeout: PATIENCE_MS },
  () => {
    const [small, large] = [costOfACall(100), costOfACall(500)];
    console.log(`instantiations of one more call: ${Math.round(small)} with 100 types, ${Math.round(large)} with 500`);
    expect(large).toBeLessThan(small * 1.1);
    expect(large).toBeLessThan(400);
  },
);

test("what is held in variables costs the checker a bounded amount for each relation", { timeout: PATIENCE_MS }, () => {
  const types = 50;
  const held = [
    'import type { CheckInput, Relata, TupleInput } from "@relata/core";',
    'import type { Authz } from "./large.gen.ts";',
    "declare const r: Relata<Authz>; declare const q: CheckInput<Authz>; declare const t: TupleInput<Authz>[];",
    "void r.check(q);",
    "void r.write(t);",
  ].join("\n");
  const { complaints, instantiations } = compileFiles({ "large.gen.ts": moduleOf(types), "use.ts": held }, "use.ts");
  console.log(`instantiations of a held question and held tuples with ${types} types: ${instantiations}`);
  expect(complaints).toEqual([]);
  // The checker gives up at 5,000,000 for one expression.
  expect(instantiations / (types * 10)).toBeLessThan(1_000);
});
