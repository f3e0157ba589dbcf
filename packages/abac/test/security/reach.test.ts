import { indexModel, type Json, type JsonObject } from "@relata/model";
import { compilePolicy, OPERATOR_NAMES, policyProblems, REFUSED_OPERATORS } from "@relata/abac";
import { afterEach, describe, expect, test } from "vitest";
import { ask, attribute, complaint, DAY, modelOf, over, policyOf } from "../support/ask.ts";

/**
 * What a policy from a stranger, or data from one, may try. None of it may reach the host, give an answer by accident,
 * take long, or throw.
 */
const ANY = attribute("anything");

function given(anything: unknown): JsonObject {
  return { anything } as JsonObject;
}

describe("operators named like what every object has", () => {
  test.each([
    "__proto__",
    "constructor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "__defineGetter__",
    "then",
    "toJSON",
  ])("`%s` is unknown", (name) => {
    const body = JSON.parse(`{${JSON.stringify(name)}: [{"var": "resource.flag"}]}`) as Json;
    expect(complaint(body)).toBe(`: unknown operator \`${name}\``);
    expect(complaint({ if: [true, true, body] })).toContain(`unknown operator \`${name}\``);
    expect(OPERATOR_NAMES).not.toContain(name);
  });

  test.each(["eval", "Function", "import", "require", "method", "log", "match", "regex", "fetch", "preserve", "try"])(
    "`%s`, which other engines have or may have, is refused",
    (name) => {
      expect(complaint({ [name]: [1] })).toMatch(REFUSED_OPERATORS.has(name) ? /is not in the policy/ : /unknown oper/);
    },
  );
});

describe("a body that is not plain JSON", () => {
  test("runs nothing of its own while it is checked: instances of classes are refused", () => {
    const sly = new (class {
      get var(): string {
        throw new Error("ran");
      }
    })();
    expect(complaint({ "!": [sly] } as unknown as Json)).toBe("/!/0: this is not a value of JSON");
    expect(complaint({ "==": [{ toString: () => "admin" }, "admin"] } as unknown as Json)).toContain(
      "this is not a value of JSON",
    );
  });

  test("with a `__proto__` that was parsed has one key more, and is refused", () => {
    const body = JSON.parse('{"__proto__": {"==": [1, 1]}, "==": [1, 2]}') as Json;
    expect(complaint(body)).toContain("exactly one key");
  });
});

describe("pollution of Object.prototype", () => {
  const names = ["flag", "anything", "amount", "region", "and", "type"];
  const prototype = Object.prototype as { [name: string]: unknown };

  afterEach(() => {
    for (const name of names) delete prototype[name];
  });

  test("supplies no attribute, no parameter, no key and no operator, enumerable or not", () => {
    const model = modelOf();
    const index = indexModel(model.model);
    const flag = compilePolicy(policyOf(attribute("flag")), index);
    const key = compilePolicy(policyOf({ "==": [{ var: "resource.anything.flag" }, true] }), index);
    const listed = compilePolicy(policyOf({ in: ["flag", attribute("labels")] }), index);
    const scope = {
      resource: { labels: {}, anything: {} },
      subject: {},
      context: {},
      parameters: {},
      action: "",
      now: DAY,
    };
    const truths = [true, false].map((enumerable) => {
      for (const name of names) {
        Object.defineProperty(prototype, name, { value: true, configurable: true, writable: true, enumerable });
      }
      const found = [flag(scope).truth, key(scope).truth, listed(scope).truth];
      const problems = policyProblems(policyOf({ region: [1] }), index).length;
      for (const name of names) delete prototype[name];
      return [...found, problems];
    });
    expect(truths).toEqual([
      [1, 1, 0, 1],
      [1, 1, 0, 1],
    ]);
  });
});

describe("a comparison, which looks a name up itself,", () => {
  const all = { status: "paid", amount: 5, name: "paid", flag: true, count: 5, size: 5, limit: 0 };
  const bodies: readonly Json[] = [
    { "==": [attribute("status"), "paid"] },
    { "!=": [attribute("name"), "sent"] },
    { in: [attribute("name"), ["paid", "sent"]] },
    { ">=": [attribute("amount"), 5] },
    { "<=": [5, attribute("amount")] },
    { "<": [attribute("limit"), attribute("amount")] },
    { "==": [attribute("count"), 5] },
    { in: [attribute("size"), [5]] },
    { "==": [attribute("flag"), true] },
    { and: [attribute("flag"), true] },
  ];

  test.each(bodies.map((body) => [JSON.stringify(body), body] as const))("takes nothing inherited: %s", (_, body) => {
    expect(over(all, body)).toBe("true");
    expect(over(Object.create(all) as JsonObject, body)).toBe("unknown");
    expect(over(Object.create(Object.create(all) as object) as JsonObject, body)).toBe("unknown");
  });

  test("asks no method that data brings, or that Object.prototype was given, what is its own", () => {
    const lying = Object.assign(Object.create({ status: "paid" }) as object, { hasOwnProperty: () => true });
    expect(over(lying as unknown as JsonObject, { "==": [attribute("status"), "paid"] })).toBe("unknown");
    // oxlint-disable-next-line typescript/unbound-method -- Why: it is put back as it was.
    const { hasOwnProperty } = Object.prototype;
    const inherits = Object.create({ status: "paid" }) as JsonObject;
    try {
      Object.assign(Object.prototype, { hasOwnProperty: () => true });
      expect(over(inherits, { "==": [attribute("status"), "paid"] })).toBe("unknown");
    } finally {
      Object.assign(Object.prototype, { hasOwnProperty });
    }
  });

  test("reads a value once, whether it is of the type or not", () => {
    for (const body of bodies) {
      for (const value of ["paid", 5, true, null, {}]) {
        const reads = new Map<PropertyKey, number>();
        const resource = new Proxy(Object.fromEntries(Object.keys(all).map((name) => [name, value])), {
          get: (target, name) => {
            reads.set(name, (reads.get(name) ?? 0) + 1);
            return Reflect.get(target, name);
          },
        });
        over(resource, body);
        expect([JSON.stringify(body), ...new Set(reads.values())]).toEqual([JSON.stringify(body), 1]);
      }
    }
  });
});

describe("getters and proxies in data", () => {
  test("that throw are a problem, and no answer", () => {
    const resource = {
      get flag(): boolean {
        throw new Error("secret");
      },
    };
    const verdict = ask({ or: [attribute("flag"), false] }, { resource });
    expect(verdict).toEqual({
      truth: 1,
      missing: [],
      problem: { code: "wrong_type", message: "a value that was given could not be read" },
    });
    expect(JSON.stringify(verdict)).not.toContain("secret");
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(over(given(revoked.proxy), { "==": [ANY, 1] })).toBe("[wrong_type]");
    const traps = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error("trap");
        },
      },
    );
    expect(over(traps, attribute("flag"))).toBe("[wrong_type]");
  });

  test("that answer differently each time cannot put through what the gate refuses", () => {
    let reads = 0;
    const list = new Proxy(["a"], {
      get: (target, name) => (name === "0" ? (reads++ === 0 ? "a" : 1n) : Reflect.get(target, name)),
    });
    expect(over({ tags: list }, { in: ["a", attribute("tags")] })).toBe("true");
    const values: unknown[] = ["paid", 1n, { toString: () => "paid" }];
    const shifty = {
      get status() {
        return values.shift();
      },
    } as unknown as JsonObject;
    const body: Json = { "==": [attribute("status"), "paid"] };
    expect(over(shifty, body)).toBe("true");
    expect(over(shifty, body)).toBe("[wrong_type]");
  });

  test("that ask the policy again, while it runs, do not disturb it", () => {
    const model = modelOf();
    const policy = compilePolicy(policyOf({ some: [attribute("numbers"), { "==": [{ var: "" }, 2] }] }), model);
    const scope = { subject: {}, context: {}, parameters: {}, action: "read", now: DAY };
    const resource = {
      get numbers() {
        return policy({ ...scope, resource: { numbers: [1] } }).truth === 0 ? [2] : [1];
      },
    };
    expect(policy({ ...scope, resource }).truth).toBe(2);
  });
});
