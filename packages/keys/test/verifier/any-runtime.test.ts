import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { AUDIENCE, granted, ISSUER, OWN, situation, START } from "../exchange/exchange-situation.ts";

const VERIFIER = join(import.meta.dirname, "../../src/verifier");

test("the verifier imports nothing but jose and itself: no Node, and no other room", () => {
  const imported = readdirSync(VERIFIER).flatMap((file) =>
    [...readFileSync(join(VERIFIER, file), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from ?? ""),
  );
  expect(imported.length).toBeGreaterThan(20);
  expect([...new Set(imported.filter((from) => !from.startsWith("./")))]).toEqual(["jose"]);
});

test("it runs where there are WebCrypto and the web's globals, and nothing of Node", async () => {
  const { exchange, signing } = await situation({ algorithm: "ES256", tuples: ["document:1#viewer@apikey:k"] });
  const { token } = granted(await exchange(OWN));
  const { outputFiles } = await build({
    entryPoints: [join(VERIFIER, "index.ts")],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "relata",
  });
  const { crypto, TextEncoder, TextDecoder, URL, AbortSignal, CryptoKey, Headers, fetch, structuredClone, atob, btoa } =
    globalThis as never as Record<string, unknown>;
  const web = {
    crypto,
    TextEncoder,
    TextDecoder,
    URL,
    AbortSignal,
    CryptoKey,
    Headers,
    fetch,
    structuredClone,
    atob,
    btoa,
  };
  const { document } = await signing.published();
  const context = createContext({
    ...web,
    given: JSON.stringify({ document, token, issuer: ISSUER, audience: AUDIENCE, now: START }),
  });
  expect(runInContext("typeof process + typeof Buffer + typeof require", context)).toBe("undefinedundefinedundefined");
  runInContext(outputFiles[0]?.text ?? "", context);
  const said: unknown = await runInContext(
    `(async () => {
      const { document, token, issuer, audience, now } = JSON.parse(given);
      const verifier = relata.createVerifier({ issuer, audience, algorithms: ["ES256"], jwks: document, clock: () => now });
      const verified = await verifier.verify(token);
      return ["view", "edit"].map((permission) => relata.verdict(verified.token, "document", "1", permission)).join();
    })()`,
    context,
  );
  expect(said).toBe("allow,deny");
});
