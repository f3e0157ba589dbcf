import { readModel } from "@relata/core";
import { expect, test } from "vitest";
import { unreadValues } from "../src/unread-values.ts";
import { World } from "./world.ts";

const TWO = "client_abc:invoice:2";

test.each(["check", "explain"])("%s notes what nothing will read, and answers all the same", async (command) => {
  const { exitCode, stderr } = await new World().run([
    command,
    "user:ann",
    "refund",
    TWO,
    "--tuples",
    "facts.txt",
    "--resource",
    '{"amout": 10, "status": "paid"}',
    "--context",
    '{"zone": 1}',
  ]);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    "note: `client_abc:invoice` declares no attribute `amout`; did you mean `amount`?\nnote: no policy reads `context.zone`\n",
  );
});

const { model } = readModel(`model 1
type user
type doc {
  attribute size: number
  trusted attribute seal: number
  relation owner: user with small
  permission view = owner when sealed
}
context zone: string
policy small(limit: number) = json { "<": [{ "var": "resource.size" }, { "var": "limit" }] }
policy sealed = json { "and": [{ "==": [{ "var": "resource.seal" }, 1] }, { "==": [{ "var": "context.zone" }, "eu"] }] }
`);

test("a trusted attribute is told apart from one that is not declared", () => {
  expect(unreadValues(model, "doc:1", { resource: { size: 1, seal: 1 } })).toEqual([
    "attribute `seal` of `doc` is trusted, and never taken from a request",
  ]);
});

test("context holds what is declared, and plain parameters", () => {
  expect(unreadValues(model, "doc:1", { context: { zone: "eu", limit: 3 } })).toEqual([]);
});
