import type { ValueType } from "@relata/model";
import { SCALAR_KINDS } from "@relata/model";
import { describe, expect, it } from "vitest";

import { mistakesIn, modelOf, saidOf, typeOf } from "./compiled.ts";

function valueType(text: string): ValueType | undefined {
  return modelOf(`context x: ${text}`).context[0]?.type;
}

const nested = (depth: number): string => `context x: ${"list<".repeat(depth)}any${">".repeat(depth)}`;

describe("value types", () => {
  it.each(SCALAR_KINDS)("%s stands for itself", (kind) => {
    expect(valueType(kind)).toEqual({ kind });
  });

  it("may be lists and maps of any type", () => {
    expect(valueType("list<string>")).toEqual({ kind: "list", of: { kind: "string" } });
    expect(valueType("map<list<map<any>>>")).toEqual({
      kind: "map",
      of: { kind: "list", of: { kind: "map", of: { kind: "any" } } },
    });
  });

  it("may be strings to choose from, kept as they are written", () => {
    expect(valueType('"sent"')).toEqual({ kind: "enum", values: ["sent"] });
    expect(valueType('"sent" | "draft"')).toEqual({ kind: "enum", values: ["sent", "draft"] });
    expect(valueType('list<"b" | "a">')).toEqual({ kind: "list", of: { kind: "enum", values: ["b", "a"] } });
  });

  it("list each string once", () => {
    expect(mistakesIn('context x: "a" | "b" | "a"')).toEqual(['duplicate_value «"a"»']);
  });

  it("list strings alone", () => {
    expect(mistakesIn('context x: "a" | string')).toEqual(["unexpected_token «string»"]);
    expect(mistakesIn("context x: string | number")).toEqual(["unexpected_token «|»"]);
  });

  it.each(["list", "map"])("%s has items of a type", (kind) => {
    expect(mistakesIn(`context x: ${kind}`)).toEqual(["unexpected_token «»"]);
    expect(mistakesIn(`context x: ${kind}<>`)).toEqual(["unexpected_token «>»"]);
    expect(mistakesIn(`context x: ${kind}<string`)).toEqual(["unexpected_token «»"]);
  });

  it("that are unknown are guessed at", () => {
    expect(mistakesIn("context x: strin context y: bolean context z: list<widget>")).toEqual([
      "unknown_value_type «strin»",
      "unknown_value_type «bolean»",
      "unknown_value_type «widget»",
    ]);
    expect(saidOf("context x: strin")).toEqual(["unknown value type `strin` | did you mean `string`?"]);
    expect(saidOf("context x: widget")[0]).toContain("value types are string, number, int");
  });

  it("nest a hundred deep and no deeper", () => {
    expect(mistakesIn(nested(100))).toEqual([]);
    expect(mistakesIn(nested(101))).toEqual(["too_deep «any»"]);
  });
});

describe("attributes", () => {
  it("have a type, and are sorted by name", () => {
    const model = modelOf("type t { attribute b: number trusted attribute a: string }");
    expect(typeOf(model, "t").attributes).toEqual([
      { name: "a", type: { kind: "string" }, trusted: true },
      { name: "b", type: { kind: "number" }, trusted: false },
    ]);
  });

  it("may share a name with a relation, since nothing reads both", () => {
    expect(mistakesIn("type t { attribute a: string relation a: t }")).toEqual([]);
  });

  it("are declared once in a type, and as often as there are types", () => {
    expect(mistakesIn("type t { attribute a: string attribute a: number } type u { attribute a: any }")).toEqual([
      "duplicate_declaration «a»",
    ]);
  });

  it("say so where a part is missing", () => {
    expect(mistakesIn("type t { attribute a string }")).toEqual(["unexpected_token «string»"]);
    expect(mistakesIn("type t { trusted a: string }")).toEqual(["unexpected_token «a»"]);
    expect(mistakesIn("type t { attribute : string }")).toEqual(["unexpected_token «:»"]);
  });
});

describe("context entries", () => {
  it("have a type, and are sorted by name", () => {
    expect(modelOf("context region: string context ip: ipaddress").context).toEqual([
      { name: "ip", type: { kind: "ipaddress" } },
      { name: "region", type: { kind: "string" } },
    ]);
  });

  it("are declared once", () => {
    expect(mistakesIn("context a: string context a: string")).toEqual(["duplicate_declaration «a»"]);
    expect(saidOf("context a: string\n\ncontext a: string")).toEqual([
      "context entry `a` is declared already | the first is the context entry at model.relata:2",
    ]);
  });

  it("end a type whose brace is missing", () => {
    expect(mistakesIn("type t { relation r: t context a: string")).toEqual(["unexpected_token «context»"]);
  });
});
