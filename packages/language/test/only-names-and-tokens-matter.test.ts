import { compileText, nameProblem, printModel, writeName } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Reporter } from "../src/diagnostics/reporter.ts";
import { lex } from "../src/lexer/lex.ts";

const TEXT = `model 1
type user
type a:b {
  trusted attribute amount: list<"x" | "y">
  relation r: user with p | a:b#r | user:*
  relation s: a:b = this
  permission view = ((r + s->view) - s.all(s->r)) when q
}
context region: string
context size: number
policy p(tuple t: any, u: map<int>) required context.region, u.eu = json { "==": [{ "var": "t" }, { "var": "u" }] }
policy q = json { "<": [{ "var": "context.size" }, -1.5e3] }
policy l = context.region in ["a", action] && !(-context.size * -1.5e3 >= 2) ? context["region"].contains("x") : false`;

/** The text of every token, as it is written. */
function written(text: string): string[] {
  const { tokens } = lex({ path: "a", text }, new Reporter());
  return tokens.map(({ start, end }) => text.slice(start, end));
}

describe("what stands between tokens does not matter", () => {
  const { model } = compileText(TEXT);

  it("be it white space, line breaks or comments", () => {
    expect(model).toBeDefined();
    const gaps = fc.array(fc.constantFrom(" ", "\n", "\t", "\r\n", " // type x\n", "//\n", "  "), {
      minLength: 200,
      maxLength: 200,
    });
    fc.assert(
      fc.property(gaps, (gaps) => {
        // Why not within `-1.5e3`: a sign belongs to its number, in JSON.
        const text = written(TEXT).reduce(
          (all, token, i) => all + (all.endsWith("-") ? "" : (gaps[i] ?? " ")) + token,
          "",
        );
        expect(compileText(text).model).toEqual(model);
      }),
    );
  });

  it("and may be nothing, around symbols", () => {
    const tight = written(TEXT).reduce((all, token) => {
      const parted = /\w$/.test(all) && /^\w/.test(token);
      return all + (parted ? " " : "") + token;
    }, "");
    expect(tight.length).toBeLessThan(TEXT.length);
    expect(compileText(tight).model).toEqual(model);
  });
});

describe("any name can name anything", () => {
  const letters = fc.oneof(
    fc.constantFrom("type", "a-b", "é", "💥", "json", "9", "a/b", "x'y", '"'),
    fc.string({ maxLength: 8 }),
  );
  const names = letters.filter((name) => nameProblem(name) === undefined && !name.includes("."));
  const roots = new Set(["resource", "subject", "context", "action", "now"]);

  it("types, relations, permissions, attributes, context entries, policies and parameters", () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 7, maxLength: 7 }), (list) => {
        const [type = "", relation = "", permission = "", attribute = "", entry = "", policy = "", last = ""] = list;
        const parameter = roots.has(last) ? "a_parameter" : last;
        const both = { "==": [{ var: `context.${entry}` }, { var: `subject.${attribute}` }] };
        const body = { or: [both, { "==": [{ var: `resource.${attribute}` }, { var: parameter }] }] };
        const text = `model 1
          type ${writeName(type)} {
            attribute ${writeName(attribute)}: any
            relation ${writeName(relation)}: ${writeName(type)}#${writeName(permission)} with ${writeName(policy)}
            permission ${writeName(permission)} = ${writeName(relation)}->${writeName(relation)}
          }
          context ${writeName(entry)}: any
          policy ${writeName(policy)}(${writeName(parameter)}: any) required ${writeName(parameter)} = json ${JSON.stringify(body)}`;
        const { model, diagnostics } = compileText(text);
        expect(diagnostics).toEqual([]);
        expect(model?.types[0]).toEqual({
          name: type,
          attributes: [{ name: attribute, type: { kind: "any" }, trusted: false }],
          relations: [
            { name: relation, subjects: [{ type, relation: permission, policy }], rewrite: { kind: "this" } },
          ],
          permissions: [
            {
              name: permission,
              rewrite: { kind: "arrow", relation, quantifier: "any", target: { kind: "computed", relation } },
            },
          ],
        });
        expect(model?.policies[0]?.required).toEqual([parameter]);
        expect(model && compileText(printModel(model)).model).toEqual(model);
      }),
      { numRuns: 300 },
    );
  });
});
