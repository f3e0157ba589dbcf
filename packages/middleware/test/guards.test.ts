import { Failure, FAILURES, type FailureCode } from "@relata/core";
import { Fault, FAILURE_STATUS, CallerPermissions, Guards, toldOf, type Caller } from "@relata/middleware";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { filledRelata } from "./situation.ts";

const relata = await filledRelata(memoryStore());

async function admitted(caller: Caller): Promise<unknown> {
  const answer = await new Guards(relata, { principal: () => caller, challenge: "Session" }).admit({});
  return answer instanceof CallerPermissions ? answer.subjects : { status: answer.status, headers: answer.headers };
}

const ANN = { type: "user", id: "ann" };
const BAD = { status: 400, headers: {} };

describe("a caller", () => {
  test.each<readonly [string, Caller, unknown]>([
    ["text", "user:ann", [ANN]],
    ["a reference", ANN, [ANN]],
    ["several", { allOf: ["user:ann", { type: "apikey", id: "k" }] }, [ANN, { type: "apikey", id: "k" }]],
    ["a principal", { asks: [ANN] }, [ANN]],
    ["nobody", undefined, { status: 401, headers: { "www-authenticate": "Session" } }],
    ["null", null, { status: 401, headers: { "www-authenticate": "Session" } }],
    ["refused", { code: "forbidden", message: "not you" }, { status: 403, headers: {} }],
    [
      "refused for a bad token",
      { code: "invalid_token", message: "expired" },
      { status: 401, headers: { "www-authenticate": 'Session, error="invalid_token"' } },
    ],
    ["a set of subjects", "group:eng#member", BAD],
    ["a set of subjects as a reference", { type: "group", id: "eng", relation: "member" }, BAD],
    ["every subject", "user:*", BAD],
    ["of no type", "usr:ann", BAD],
    ["none of several", { allOf: [] }, BAD],
  ])("that is %s", async (_, caller, expected) => {
    expect(await admitted(caller)).toEqual(expected);
  });

  test("is asked for once, however many guards a request passes, and never of another request", async () => {
    let asked = 0;
    const guards = new Guards<never, { readonly user: string }>(relata as never, {
      principal: ({ user }) => (asked++, `user:${user}`),
    });
    const [ann, bob] = [{ user: "ann" }, { user: "bob" }];
    const demand = { permission: "view", object: "document:own" };
    const answers = [ann, bob, ann, bob].map(async (one) => (await guards.denialOf(one, demand))?.code);
    expect(await Promise.all(answers)).toEqual([undefined, "forbidden", undefined, "forbidden"]);
    expect(asked).toBe(2);
  });
});

test("a request is asked in the store of its tenant", async () => {
  await relata.store("acme").write(["document:own#owner@user:bob"]);
  const guards = new Guards<never, { readonly tenant: string }>(relata as never, {
    principal: () => "user:bob",
    store: ({ tenant }) => tenant,
  });
  const demand = { permission: "view", object: "document:own" };
  const codes = ["acme", "main", "other", ""].map(async (tenant) => (await guards.denialOf({ tenant }, demand))?.code);
  expect(await Promise.all(codes)).toEqual([undefined, "forbidden", "forbidden", "invalid_store"]);
});

test("what a guard hides is said once for all, or by one of them", async () => {
  const guards = new Guards(relata, { principal: () => "user:bob", hide: true });
  const demand = { permission: "view", object: "document:own" };
  expect((await guards.denialOf({}, demand))?.status).toBe(404);
  expect((await guards.denialOf({}, { ...demand, hide: false }))?.status).toBe(403);
});

/** What a guard throws of it, or answers. */
const thrown = async (failure: Failure): Promise<unknown> => {
  const guards = new Guards(relata, { principal: async () => Promise.reject(failure) });
  return guards.admit({}).catch((error: unknown) => error);
};

describe("a failure of the engine", () => {
  const codes = Object.keys(FAILURES) as FailureCode[];
  test.each(codes.filter((code) => FAILURE_STATUS[code] < 500))("%s is told to who can mend it", async (code) => {
    const status = FAILURE_STATUS[code];
    const detail = "what, where, how";
    expect(await thrown(new Failure(code, detail))).toMatchObject({ code, status, detail, title: FAILURES[code] });
    expect(status === 403).toBe(code === "forbidden");
  });

  test.each(codes.filter((code) => FAILURE_STATUS[code] >= 500))("%s is thrown, and told to nobody", async (code) => {
    const failure = new Failure(code, "in /var/secret");
    const fault = await thrown(failure);
    const title = FAILURES[code];
    // A deadline may have been the caller's own.
    const detail = code === "deadline_exceeded" ? "in /var/secret" : title;
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ status: FAILURE_STATUS[code], cause: failure, told: { code, title, detail } });
    expect(toldOf(fault)).toEqual(toldOf(failure));
  });

  test("is told apart from what is not relata's", async () => {
    expect(toldOf(new Error("another"))).toBeUndefined();
    const mine = new Error("mine");
    const guards = new Guards(relata, { principal: async () => Promise.reject(mine) });
    await expect(guards.admit({})).rejects.toBe(mine);
  });
});
