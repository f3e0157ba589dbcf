import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import { expect, test } from "vitest";
import { KnownPaths } from "../src/routes/known-paths.ts";

const ROUTES = [
  ["ALL", "/*"],
  ["GET", "/v1/keys"],
  ["POST", "/v1/keys"],
  ["POST", "/v1/keys/:id/rotate"],
  ["GET", "/v1/keys/:id"],
  ["ALL", "/v1/*"],
  ["GET", "/docs"],
] as const;

test("what is met is what the router of Hono says, asked once or often", () => {
  const [ours, theirs] = [
    new KnownPaths<string>(),
    new SmartRouter<string>({ routers: [new RegExpRouter(), new TrieRouter()] }),
  ];
  for (const [method, path] of ROUTES) {
    for (const router of [ours, theirs]) router.add(method, path, `${method} ${path}`);
  }
  for (const path of [
    ...ROUTES.map(([, one]) => one),
    "/v1/keys/7",
    "/v1/keys/7/rotate",
    "/",
    "/nothing",
    "/v1/keys/",
  ]) {
    for (const method of ["GET", "POST", "DELETE", "MADE-UP", "GET", "POST"]) {
      expect([method, path, ours.match(method, path)]).toEqual([method, path, theirs.match(method, path)]);
    }
  }
});
