import type { CheckInput } from "@relata/core";
import { describe, expect, test } from "vitest";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";

/** Names of what every object of JavaScript has, which a model may use too. */
const NAMES = ["__proto__", "constructor", "toString"] as const;

const modelOf = (name: string) => `model 1

type user
type apikey

context ${name}: number

type doc {
  attribute ${name}: number
  relation viewer: user | apikey
  relation reader: user with same
  permission by_attribute = viewer when attribute_is_one
  permission by_context = viewer when context_is_one
  permission by_parameter = reader
}

policy attribute_is_one = resource.${name} == 1
policy context_is_one = context.${name} == 1
policy same(tuple ${name}: number) = ${name} == 1
`;

/** The server over that model, with an administrator who asks. */
async function asking(name: string) {
  const server = await keyed({}, undefined, modelOf(name));
  const { secret: key } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  await server.relata.write(["doc:a#viewer@user:ann"]);
  // As text: a literal would set the prototype instead of the attribute.
  const ask = async (path: string, body: string) => {
    const response = await server.call(path, { key, body });
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as Record<string, unknown>;
  };
  return { ...server, ask };
}

const question = (permission: string, part: string) =>
  `{"subject":"user:ann","object":"doc:a","permission":"${permission}",${part}}`;
const list = (permission: string, context: string) =>
  `{"subject":"user:ann","permission":"${permission}","type":"doc","context":${context}}`;

describe.each(NAMES)("an attribute named `%s`", (name) => {
  const given = (value: number) => `{"${name}":${value}}`;
  const entities = '"subject":{"type":"user","id":"ann"},"resource":{"type":"doc","id":"a","properties":';

  test("counts over HTTP as it does in the library", async () => {
    const { ask, relata } = await asking(name);
    for (const [value, outcome] of [
      [1, "allowed"],
      [2, "denied"],
    ] as const) {
      for (const text of [
        question("by_attribute", `"resource":${given(value)}`),
        question("by_context", `"context":${given(value)}`),
      ]) {
        const decided = await relata.check(JSON.parse(text) as CheckInput);
        expect([text, decided.outcome]).toEqual([text, outcome]);
        expect(await ask("/v1/check", text)).toEqual(decided);
        expect(await ask("/v1/check/batch", `{"items":[${text}]}`)).toEqual({ results: [{ decision: decided }] });
      }
    }
  });

  test("counts in every question of AuthZEN", async () => {
    const { ask } = await asking(name);
    for (const value of [1, 2]) {
      const byAttribute = `{${entities}${given(value)}},"action":{"name":"by_attribute"}}`;
      const byContext = `{${entities}{}},"action":{"name":"by_context"},"context":${given(value)}}`;
      for (const body of [byAttribute, byContext]) {
        expect(await ask("/access/v1/evaluation", body)).toEqual({ decision: value === 1 });
        const all = await ask("/access/v1/evaluations", `{"evaluations":[${body}]}`);
        expect(all).toEqual({ evaluations: [{ decision: value === 1 }] });
      }
      const defaults = await ask("/access/v1/evaluations", `${byContext.slice(0, -1)},"evaluations":[{}]}`);
      expect(defaults).toEqual({ evaluations: [{ decision: value === 1 }] });
    }
  });

  test("counts as the parameter of a tuple, and is read back", async () => {
    const { ask, relata } = await asking(name);
    const tuple = (id: string, value: number) =>
      `{"object":"doc:${id}","relation":"reader","subject":"user:ann","policy":{"name":"same","parameters":${given(value)}}}`;
    await ask("/v1/tuples/write", `{"touch":[${tuple("a", 1)},${tuple("b", 2)}]}`);
    await relata.write([JSON.parse(tuple("c", 1)) as never, JSON.parse(tuple("d", 2)) as never]);
    const listed = await ask("/v1/list-objects", '{"subject":"user:ann","permission":"by_parameter","type":"doc"}');
    expect((listed["entries"] as { reference: string }[]).map(({ reference }) => reference)).toEqual([
      "doc:a",
      "doc:c",
    ]);
    const { tuples } = await ask("/v1/tuples/read", '{"filter":{"object":"doc:a","relation":"reader"}}');
    expect(JSON.stringify(tuples)).toContain(`"parameters":${given(1)}`);
  });

  test("counts in the context of a list, and where it is stored", async () => {
    const { ask } = await asking(name);
    const ids = async (body: string) => (await ask("/v1/list-objects", body))["entries"];
    expect(await ids(list("by_context", given(1)))).toMatchObject([{ reference: "doc:a", outcome: "allowed" }]);
    expect(await ids(list("by_context", given(2)))).toEqual([]);
    await ask("/v1/tuples/write", `{"attributes":[{"object":"doc:a","set":${given(1)}}]}`);
    expect(await ids(list("by_attribute", "{}"))).toMatchObject([{ reference: "doc:a", outcome: "allowed" }]);
  });
});

/** Bodies that give by a prototype what they do not have, or what nobody may give. */
const BODIES: readonly (readonly [path: string, body: string, status: number])[] = [
  ["/v1/check", `{"__proto__":{"permission":"read","object":"${INVOICE}:a"}}`, 400],
  ["/v1/check", `{"permission":"read","object":"${INVOICE}:a","__proto__":{"subject":"user:ann"}}`, 400],
  ["/v1/check", `{"permission":"read","object":{"__proto__":{"type":"${INVOICE}","id":"a"}}}`, 400],
  ["/v1/check", `{"permission":"read","object":"${INVOICE}:a","constructor":{"prototype":{"isAdmin":true}}}`, 400],
  ["/v1/tuples/write", '{"__proto__":{"touch":["system:root:main#admin@user:ann"]}}', 400],
  ["/v1/api-keys", '{"name":"k","__proto__":{"kind":"root"}}', 400],
  ["/v1/api-keys", '{"__proto__":{"name":"k"}}', 400],
  ["/api/auth/check-permission", `{"__proto__":{"entityType":"${INVOICE}","entityId":"a","permission":"read"}}`, 400],
  ["/access/v1/evaluation", '{"__proto__":{"subject":{"type":"user","id":"ann"}}}', 400],
];

test("nothing that a body names `__proto__` or `constructor` is read as a part of it, or reaches another request", async () => {
  const server = await keyed();
  const { secret: key } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const before = Object.getOwnPropertyNames(Object.prototype);
  for (const [path, body, status] of BODIES) {
    const response = await server.call(path, { key, body });
    expect([path, body, response.status]).toEqual([path, body, status]);
  }
  for (const query of ["__proto__[limit]=1", "constructor.prototype.limit=1", "__proto__=1"]) {
    expect((await server.call(`/v1/api-keys?${query}`, { key })).status).toBeLessThan(500);
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  expect(server.logged).toEqual([]);
});

test.each(["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf"])(
  "`%s` is no type, no permission and no relation where the model has none of that name",
  async (name) => {
    const server = await keyed();
    const { secret: key } = await server.keyOf({ tuples: ["system:root:main#admin"] });
    const asked = { entityType: INVOICE, entityId: name, permission: "read" };
    const check = async (body: object) => (await server.call("/api/auth/check-permission", { key, body })).status;
    expect(await check(asked)).toBe(200);
    expect(await check({ ...asked, entityType: name })).toBe(404);
    expect(await check({ ...asked, permission: name })).toBe(400);
    const touch = [`${INVOICE}:a#${name}@user:ann`];
    expect((await server.call("/v1/tuples/write", { key, body: { touch } })).status).toBe(400);
    expect((await server.call("/v1/list-objects", { key, body: { type: name, permission: "read" } })).status).toBe(400);
    expect(server.logged).toEqual([]);
  },
);
