import { compilePolicy, policyProblems, type PolicyScope } from "@relata/abac";
import { compileText, printModel } from "@relata/language";
import { indexModel, type Json, type Model, type Policy } from "@relata/model";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { modelOf, policyOf } from "./compiled.ts";
import { laidOut, plainLayouts } from "./formatter/random-layouts.ts";
import { models } from "./formatter/random-models.ts";
import { scopes, typedBodies, WORLD } from "./typed-policies.ts";

const BASE = modelOf(WORLD);

function withBody(body: Json): Model {
  return { ...BASE, policies: [{ name: "p", parameters: [], required: [], body }] };
}

/** The model that a model in print says. */
function read(model: Model, policies: "expression" | "json"): Model {
  const { model: again, diagnostics } = compileText(printModel(model, { policies }));
  if (again === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return again;
}

function policyIn(model: Model): Policy {
  return policyOf(model, "p");
}

function verdictOf(model: Model, scope: PolicyScope): unknown {
  return compilePolicy(policyIn(model), indexModel(model))(scope);
}

describe("a model in print", () => {
  it("is read as itself, in either form", () => {
    fc.assert(
      fc.property(models, plainLayouts, (tokens, gaps) => {
        const { model } = compileText(laidOut(tokens, gaps));
        fc.pre(model !== undefined);
        expect(read(model, "expression")).toEqual(model);
        expect(read(model, "json")).toEqual(model);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a policy", () => {
  it("is well typed for the evaluator where it is for the compiler, in either form", () => {
    fc.assert(
      fc.property(typedBodies, (body) => {
        const model = withBody(body);
        expect(policyProblems(policyIn(model), indexModel(model))).toEqual([]);
        expect(read(model, "expression")).toEqual(model);
        expect(read(model, "json")).toEqual(model);
        expect(printModel(model)).not.toContain("= json");
      }),
      { numRuns: 300 },
    );
  });

  it("decides alike as text, as JSON and in print, whatever is known", () => {
    fc.assert(
      fc.property(typedBodies, scopes, (body, known) => {
        const model = withBody(body);
        const verdict = verdictOf(model, known);
        expect(verdictOf(read(model, "expression"), known)).toEqual(verdict);
        expect(verdictOf(read(model, "json"), known)).toEqual(verdict);
      }),
      { numRuns: 300 },
    );
  });
});
