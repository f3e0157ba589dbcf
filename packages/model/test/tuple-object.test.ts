import { formatTuple, instantFromMs, parseTuple, tupleFromObject, type TupleObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { INDEX } from "./small-model.ts";

const KEY = { object: "acme:doc:d", relation: "viewer", subject: "group:eng#member" };

describe("the object form of a tuple", () => {
  test.each<[TupleObject, string]>([
    [KEY, "acme:doc:d#viewer@group:eng#member"],
    [{ ...KEY, object: { type: "acme:doc", id: "d" }, subject: { type: "user", id: "a" } }, "acme:doc:d#viewer@user:a"],
    [{ ...KEY, policy: { name: "local" } }, "acme:doc:d#viewer@group:eng#member with local"],
    [
      { ...KEY, policy: { name: "local", parameters: { region: "eu" } }, until: "2027-01-01T01:00:00+01:00" },
      'acme:doc:d#viewer@group:eng#member with local {"region":"eu"} until 2027-01-01T00:00:00Z',
    ],
    [
      { ...KEY, from: new Date(0), until: instantFromMs(1_000) },
      "acme:doc:d#viewer@group:eng#member from 1970-01-01T00:00:00Z until 1970-01-01T00:00:01Z",
    ],
  ])("%o is read as the text is", (input, text) => {
    const tuple = tupleFromObject(INDEX, input);
    expect(formatTuple(tuple)).toBe(text);
    expect(tuple).toEqual(parseTuple(INDEX, text));
  });

  test.each<[unknown, string, string]>([
    [null, "invalid_tuple", "a tuple is text such as"],
    [{ ...KEY, relation: 1 }, "invalid_tuple", "a tuple is text such as"],
    [{ ...KEY, object: undefined }, "invalid_reference", "a reference is text such as"],
    [{ ...KEY, subject: "dok:d" }, "unknown_type", "unknown type `dok`"],
    [{ ...KEY, policy: "local" }, "invalid_tuple", "the `policy` of a tuple is `{ name, parameters }`"],
    [{ ...KEY, policy: { name: "local", parameters: [] } }, "invalid_tuple", "with an object of parameters"],
    [{ ...KEY, from: "now" }, "invalid_tuple", "`from` is not a timestamp such as `2026-01-31T09:00:00Z`: it is `now`"],
    [{ ...KEY, until: 0 }, "invalid_tuple", "`until` is not a timestamp"],
    [{ ...KEY, until: new Date(Number.NaN) }, "invalid_tuple", "neither text nor a valid `Date`"],
  ])("%o is refused", (input, code, part) => {
    expect(() => tupleFromObject(INDEX, input as TupleObject)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(part) as string }),
    );
  });
});
