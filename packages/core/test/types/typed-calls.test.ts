import { describe, expect, test } from "vitest";
import { ENGINES, QUESTIONS, type Case } from "./cases.ts";
import { compileLines } from "./compile-lines.ts";
import { LISTS } from "./list-cases.ts";
import { MANY } from "./many-cases.ts";
import { STATES } from "./state-cases.ts";
import { ATTRIBUTES, TUPLES_AS_OBJECTS, TUPLES_AS_TEXT } from "./write-cases.ts";

const HEAD = `
import { createRelata, type AttributeInput, type CheckInput, type CheckItem, type Facts, type Listed, type ListedSeveral, type Relata, type Store } from "@relata/core";
import type { FilterInput, TupleInput, TypedModel, View, WriteInput } from "@relata/core";
import { model, type Authz } from "./authz.gen.ts";
type Other = Omit<Authz, "context"> & { context: { planet?: string } };
declare const store: Store; declare const id: string; declare const facts: Facts; declare const plainly: Relata;
const r = await createRelata({ model, store });
const v = await r.at();
const ASKED = { subject: "user:ann", permission: "read", object: "client_abc:invoice:1" } as const;
`;

const SUITES: readonly (readonly [string, readonly Case[]])[] = [
  ["a question", QUESTIONS],
  ["a list", LISTS],
  ["many questions", MANY],
  ["an engine", ENGINES],
  ["a tuple as text", TUPLES_AS_TEXT],
  ["a tuple as an object", TUPLES_AS_OBJECTS],
  ["a change of attributes", ATTRIBUTES],
  ["a state, a filter or a store", STATES],
];

const PART = /⟨(.*?)⟩/s;
const all = SUITES.flatMap(([suite, cases]) => cases.map((each) => [suite, ...each] as const));
// Each line in a block of its own, so that names in it do not meet.
const complaints = compileLines(HEAD, [
  ...all.map(([, , line]) => `{ ${line.replace(PART, "$1")} }`),
  ...all.map(([, , line, wrong]) => `{ ${line.replace(PART, () => wrong)} }`),
]);
const saidOf = (line: number) => complaints.filter((complaint) => complaint.line === line);

describe("with a schema", () => {
  test("the head compiles", () => {
    expect(complaints.filter(({ line }) => line < 0)).toEqual([]);
  });

  test.each(all.map(([suite, name], i) => [suite, name, i] as const))("%s: %s compiles", (_suite, _name, i) => {
    expect(saidOf(i)).toEqual([]);
  });

  test.each(all.map(([suite, name, , wrong, underlined = wrong], i) => [suite, name, i, underlined] as const))(
    "%s: a mistake in %s does not compile, and the mistake is underlined",
    (_suite, _name, i, underlined) => {
      expect(saidOf(all.length + i).map((complaint) => complaint.underlined)).toEqual([underlined]);
    },
  );

  test.each([
    ["a permission that the type lacks", `"veiw"`, `"viewer"`],
    ["a type that is a subject only as a set", `"group:eng"`, "`group:${string}#member`"],
    ["a relation", `"folder:a#veiwer@user:ann"`, "`folder:${string}#viewer@${string}`"],
    ["a wildcard that the relation admits", "string", `NotAdmitted<"client_abc:invoice:1#owner@user:*">`],
  ])("the complaint of %s says what there is", (name, given, there) => {
    const said = saidOf(all.length + all.findIndex(([, each]) => each === name)).map(({ message }) => message);
    expect(said).toEqual([expect.stringContaining(`'${given}' is not assignable to `)]);
    expect(said[0]).toContain(there);
  });
});
