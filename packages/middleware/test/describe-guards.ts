import { describe, expect, test } from "vitest";
import { ANN, openServed, PROBLEM, type Serve } from "./served.ts";

/** Guards of a framework let in whom they should, and answer everybody else as they should. */
export function describeGuards(name: string, serve: Serve): void {
  describe(`guards in ${name}`, () => {
    const { send, answer, relata, wire } = openServed(serve);

    test.each([
      ["ann", "own", 200],
      ["ann", "plan", 200],
      ["ann", "a:b", 200],
      ["carl", "plan", 403],
      ["bob", "own", 403],
      ["bob", "open", 200],
      ["ann", "none", 403],
    ])("let %s see the document %s, or not: %i", async (user, id, status) => {
      const answered = await answer(`/documents/${id}`, { "x-user": user });
      const shown = status === 200 ? "shown" : { code: "forbidden" };
      expect([answered]).toMatchObject([{ status, body: shown }]);
    });

    test("say what is forbidden as RFC 9457 has it, in the form of the server, and to be kept by nobody", async () => {
      const response = await send("/documents/own", { "x-user": "bob" });
      expect([response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual([
        PROBLEM,
        "no-store",
      ]);
      expect(await response.json()).toEqual({
        type: "urn:relata:problem:forbidden",
        title: "the caller may not do that",
        status: 403,
        detail: "this takes the permission `view`",
        code: "forbidden",
      });
    });

    test("ask nobody who is known for a credential, and say what is wrong with one", async () => {
      const response = await send("/documents/own");
      expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="relata"']);
      expect(await response.json()).toMatchObject({ code: "unauthenticated", status: 401 });
      const bad = await send("/known", { "x-refused": "key" });
      expect([bad.status, bad.headers.get("www-authenticate")]).toEqual([
        401,
        'Bearer realm="relata", error="invalid_token"',
      ]);
      expect(await bad.json()).toMatchObject({ code: "invalid_api_key", detail: "no such key" });
      const many = await send("/known", { "x-refused": "limit" });
      expect([many.status, many.headers.get("retry-after")]).toEqual([429, "3"]);
    });

    test("hide what is forbidden, where they are told to", async () => {
      const hidden = await answer("/hidden/own", { "x-user": "bob" });
      expect(hidden).toMatchObject({
        status: 404,
        body: { code: "not_found", detail: "there is nothing at this path" },
      });
      expect(await answer("/hidden/none")).toEqual(hidden);
      expect((await answer("/hidden/own")).status).toBe(200);
      expect((await answer("/hidden/own", {})).status).toBe(401);
    });

    test("refuse what is conditional, and name what is missing", async () => {
      const answered = await answer("/approvals/own");
      const of = { type: "document", id: "own" };
      expect(answered).toMatchObject({
        status: 403,
        body: {
          code: "forbidden",
          detail: "the permission `approve` depends on what is missing: resource.amount of document:own",
          missing: [{ path: "resource.amount", of }],
        },
      });
      expect((await answer("/approvals/own?amount=900")).status).toBe(200);
      expect((await answer("/approvals/own?amount=1900")).status).toBe(403);
      expect(await answer("/exports/own")).toMatchObject({
        status: 403,
        body: { missing: [{ path: "context.region" }] },
      });
      expect((await answer("/exports/own", { ...ANN, "x-region": "eu" })).status).toBe(200);
      expect((await answer("/exports/own", { ...ANN, "x-region": "us" })).status).toBe(403);
    });

    test.each([
      "own%23owner",
      "plan%23banned@user:carl",
      "a%20b",
      "%20",
      "%0A",
      "*",
      "%2A",
      "%EF%BB%BF",
      "x".repeat(1025),
    ])("answer 400 to the document `%s`, which is none", async (id) => {
      for (const route of ["documents", "hidden", "batches"]) {
        expect(await answer(`/${route}/${id}`)).toMatchObject({ status: 400, body: { code: "invalid_reference" } });
      }
    });

    test("take an id with colons for an id, whatever type it names", async () => {
      await relata().write(["document:folder:plans#owner@user:dora", "document:document:own#owner@user:dora"]);
      expect((await answer("/documents/folder:plans")).status).toBe(403);
      expect((await answer("/documents/document:own")).status).toBe(403);
      expect((await answer("/documents/folder:plans", { "x-user": "dora" })).status).toBe(200);
      expect((await answer("/documents/own", { "x-user": "dora" })).status).toBe(403);
    });

    test.each(["ann#member", "*", "", "a b"])("take the caller `%s` for nobody: it is no one subject", async (user) => {
      expect(await answer("/known", { "x-user": user })).toMatchObject({
        status: 400,
        body: { code: "invalid_reference" },
      });
    });

    test("ask about every object where the route says so", async () => {
      const root = { "x-user": "root" };
      expect((await answer("/every", root)).status).toBe(403);
      await relata().write(["document:*#owner@user:root"]);
      expect((await answer("/every", root)).status).toBe(200);
      expect((await answer("/documents/own", root)).status).toBe(200);
      expect((await answer("/documents/*", root)).status).toBe(400);
    });

    test("ask for all whom a key acts for", async () => {
      const own = await answer("/documents/key", { "x-asks": "k1" });
      const both = await answer("/documents/key", { "x-asks": "k1 k2" });
      expect([own.status, both.status]).toEqual([200, 403]);
    });

    test("see the write whose token a request brings", async () => {
      const { token } = await relata().write(["document:new#owner@user:ann"]);
      expect((await answer("/documents/new", { ...ANN, "x-token": token })).status).toBe(200);
      expect((await answer("/documents/new", { ...ANN, "x-token": "none" })).status).toBe(400);
    });

    test("pass on what the application's own functions throw", async () => {
      expect((await answer("/teapot")).status).toBe(418);
      expect((await answer("/approvals/own?fail=1")).status).toBe(500);
    });

    test("are no admission and no denial where the engine fails, and tell nobody why", async () => {
      wire.isDown = true;
      try {
        for (const path of [
          "/documents/own",
          "/hidden/own",
          "/approvals/own",
          "/every",
          "/known",
          "/lists",
          "/batches/own",
        ]) {
          const { status, body } = await answer(path);
          expect([path, status]).toEqual([path, 503]);
          expect(JSON.stringify(body)).not.toContain("/var/secret");
        }
      } finally {
        wire.isDown = false;
      }
      expect((await answer("/documents/own")).status).toBe(200);
    });
  });
}
