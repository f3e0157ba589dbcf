import { convertJsonModels } from "@relata/convert";
import { format } from "@relata/language";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const MODEL = { entityType: "invoice", relations: { own: [] as string[] } };

/** What a script becomes: the policy, or what is refused of it. */
function policy(script: string): string {
  const permissions = { pay: { relation: "own", policyEngine: "lua", policy: script } };
  const text = JSON.stringify({ ...MODEL, permissions });
  const { converted, refusals } = convertJsonModels({ path: "m.json", text });
  if (converted === undefined) return `refused: ${refusals.map(({ message }) => message).join("; ")}`;
  return /policy may_pay =\s+([\s\S]*)\n$/.exec(converted.files[0]?.text ?? "")?.[1] ?? "";
}

describe("a script that is one expression becomes a policy", () => {
  test.each([
    ["return context.resource.amount < 1000", "resource.amount < 1000"],
    ["return context.resource.attributes.amount >= .5", "resource.amount >= 0.5"],
    ["return context.resource.status ~= 'paid';", 'resource.status != "paid"'],
    ["return context.resource.paid", "resource.paid"],
    ["return not context.resource.paid and true", "!resource.paid && true"],
    [
      "return context.user.role == \"admin\" or context.action == 'read'",
      'subject.role == "admin" || action == "read"',
    ],
    [
      "return (context.resource.a or context.resource.b) and context.resource.c",
      "(resource.a || resource.b) && resource.c",
    ],
    [
      "return context.resource.a and context.resource.b or context.resource.c",
      "(resource.a && resource.b) || resource.c",
    ],
    ["return context.resource.a == nil", "!has(resource.a)"],
    ["return nil ~= context.resource.a", "has(resource.a)"],
    ["return not (context.resource.amount < 5)", "!(resource.amount < 5)"],
    [
      "return context.resource.amount * 2 + 1 <= -context.resource.limit",
      "((resource.amount * 2) + 1) <= -(resource.limit)",
    ],
    ["return context.resource['due-date'] == -3", "resource.`due-date` == -3"],
    ["return context.resource.address.city == [[Paris]]", 'resource.address.city == "Paris"'],
    ["return (context.resource.amount < 5)", "resource.amount < 5"],
    ["return context.resource.paid == true", "resource.paid == true"],
  ])("%s", (script, expected) => expect(policy(script)).toBe(expected));

  test("its comments stay", () => {
    const permissions = {
      pay: { relation: "own", policyEngine: "lua", policy: "-- only small ones\nreturn true --[[ for\nnow ]]" },
    };
    const { converted } = convertJsonModels({ path: "m.json", text: JSON.stringify({ ...MODEL, permissions }) });
    const text = converted?.files[0]?.text ?? "";
    for (const said of ["only small ones", "for", "now"]) expect(text.split(`// ${said}\n`)).toHaveLength(2);
  });
});

describe("any other script is refused, with the reason", () => {
  test.each([
    ["", "the script is empty"],
    ["context.resource.paid", "`context` is not read here"],
    ["if context.resource.paid then return true end", "`if` is not read here"],
    ["local r = context.resource return r.paid", "`local` is not read here"],
    ["return tostring(context.resource.a) == 'b'", "`tostring` is called"],
    ["return context.resource.a == b", "there is no `b`"],
    ["return (context.resource.amount or 0) < 5", "`or` stands for a value"],
    ["return context.resource.id == 'a'", "does not see the id"],
    ["return context.timestamp > 5", "times are compared as times"],
    ["return context.resource == nil", "is an object"],
    ["return context.resource.a .. 'b' == 'c'", "is not read here"],
    ["return #context.resource.tags > 1", "is not read here"],
    ["return 5", "always true in Lua"],
    ["return context.resource.amount + 1", "a number, and no condition"],
    ["return 5 == nil", "only a path can be absent"],
    ["return context.resource.a == 'x", "unexpected `'`"],
    ["return true return false", "`return` is not read here"],
    ["return (true", "a `)` is missing"],
    ["return context.resource[1] == 2", "a name in quotes"],
    [`return ${"(".repeat(200)}true`, "nested more than"],
  ])("%s", (script, message) => expect(policy(script)).toContain(message));

  test("whatever it holds: it never throws", () => {
    const part = fc.constantFrom(
      "return",
      " ",
      "context",
      ".",
      "resource",
      "amount",
      "(",
      ")",
      "==",
      "~=",
      "nil",
      "and",
      "or",
      "not",
      "1",
      "'a'",
      '"',
      "--",
      "[[",
      "]]",
      "\\",
      "\n",
      "-",
      "<",
    );
    const script = fc.array(part, { maxLength: 20 }).map((parts) => `return context.resource.a ${parts.join(" ")}`);
    fc.assert(
      fc.property(fc.oneof(script, fc.string()), (text) => {
        const told = policy(text);
        return told.startsWith("refused: ") || "text" in format({ path: "p", text: `model 1\npolicy p = ${told}` });
      }),
    );
    expect(policy("")).toMatch(/^refused: /);
  });
});
