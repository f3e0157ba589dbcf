import { compile } from "@relata/language";
import { describe, expect, it } from "vitest";

const times = (count: number, text: (i: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);

/** The codes of what is told, of files that each begin after the header. */
function codesOf(...bodies: string[]): string[] {
  const files = bodies.map((body, i) => ({ path: `${i}.relata`, text: `model 1\n${body}` }));
  const { model, diagnostics } = compile(files, { lint: true });
  expect(model).toBeDefined();
  return [...new Set(diagnostics.map(({ code }) => code))].toSorted();
}

const longName = (i: number): string => `${"abcdefghij".repeat(6)}${String.fromCharCode(97 + (i % 26))}${i}`;

describe("a large model is linted in about linear time", () => {
  it("with a union of 50,000 operands", () => {
    expect(codesOf(`type t { relation a: t permission p = ${times(50_000, () => "a", " + ")} }`)).toEqual([]);
  });

  it("with 10,000 permissions in a row, each of the next and all without anybody", () => {
    const text = `type t { permission p10000 = nil ${times(10_000, (i) => `permission p${i} = p${i + 1}`)} }`;
    expect(codesOf(text)).toEqual(["nobody_holds"]);
  });

  it("with a circle of 10,000 permissions over arrows, which one wildcard opens", () => {
    const text = `type t { relation r: t relation w: t:*
      ${times(10_000, (i) => `permission edit${i} = r->edit${(i + 1) % 10_000}${i === 0 ? " + w" : ""}`)} }`;
    expect(codesOf(text)).toEqual(["sensitive_wildcard"]);
  });

  it("with a union of 10,000 permissions, each of which asks for the union of the next object", () => {
    const text = `type t { relation r: t relation a: t permission all = a + ${times(10_000, (i) => `p${i}`, " + ")}
      ${times(10_000, (i) => `permission p${i} = r->all`)} }`;
    expect(codesOf(text)).toEqual([]);
  });

  it("with 10,000 exclusions from a chain of names", () => {
    const text = `type t { relation a: t permission p10000 = a
      ${times(10_000, (i) => `permission p${i} = p${i + 1}`)}
      ${times(10_000, (i) => `permission q${i} = a - p${i}`)} }`;
    expect(codesOf(text)).toEqual(["more_warnings", "nobody_holds"]);
  });

  it("with a relation to 3,000 types, of which 3,000 arrows reach half", () => {
    const types = times(3_000, (i) => `type t${i} { permission ${i % 2 === 0 ? "view" : "open"} = self }`);
    const arrows = times(3_000, (i) => `permission p${i} = in->view`);
    expect(codesOf(types, `type doc { relation in: ${times(3_000, (i) => `t${i}`, " | ")}\n${arrows} }`)).toEqual([
      "partial_arrow",
    ]);
  });

  it("with 10,000 names of one family, and 500 that are long and alike", () => {
    expect(
      codesOf(
        times(10_000, (i) => `type report${i}`),
        times(500, (i) => `type ${longName(i).slice(0, 64)}`),
      ),
    ).toEqual([]);
  });

  it("with 20,000 ignores", () => {
    expect(codesOf(times(10_000, (i) => `// relata-ignore unread_context\ncontext x${i}: number`))).toEqual([]);
    const unused = times(10_000, () => "// relata-ignore unread_context");
    expect(codesOf(unused)).toEqual(["more_warnings", "unused_ignore"]);
    const long = `type t { relation a: t permission p = ${times(50_000, () => "a", " +\n")} }`;
    expect(codesOf(`${unused}\n${long}`)).toEqual(["more_warnings", "unused_ignore"]);
    const before = times(10_000, () => "// relata-ignore partial_arrow");
    const split = long.replace(" permission", `\n${before}\npermission`);
    expect(codesOf(split)).toEqual(["more_warnings", "unused_ignore"]);
  });
});
