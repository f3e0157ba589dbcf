import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import type { JSONWebKeySet } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { START } from "../exchange/exchange-situation.ts";
import { jwks, refusalOf, tokenWith, verifierWith } from "./forged.ts";

function counted(load: () => JSONWebKeySet = () => jwks) {
  let looks = 0;
  const source = async () => {
    looks++;
    return load();
  };
  return { source, looks: () => looks };
}

describe("the issuer's keys", () => {
  test("are looked at once for many tokens at once, and again when they are old", async () => {
    const { source, looks } = counted();
    const { verifier, clock } = verifierWith({ jwks: source, cacheMs: 60_000 });
    const token = await tokenWith();
    await Promise.all([verifier.verify(token), verifier.verify(token), verifier.verify(token)]);
    clock.pass(59_999);
    await verifier.verify(token);
    expect(looks()).toBe(1);
    clock.pass(1);
    await verifier.verify(token);
    expect(looks()).toBe(2);
  });

  test("are looked at again for a key that is not among them, but not for every stranger", async () => {
    const { source, looks } = counted();
    const { verifier, clock } = verifierWith({ jwks: source, cooldownMs: 30_000 });
    await verifier.verify(await tokenWith());
    const stranger = await tokenWith({}, { kid: "two" });
    clock.pass(29_999);
    expect(await verifier.verify(stranger)).toMatchObject({ refusal: "unknown_key" });
    expect(looks()).toBe(1);
    clock.pass(1);
    await verifier.verify(stranger);
    await verifier.verify(stranger);
    expect(looks()).toBe(2);
  });

  test("that cannot be had are a fault, and no refusal", async () => {
    const { verifier } = verifierWith({ jwks: () => Promise.reject(new Error("down")) });
    const fault: unknown = await verifier.verify(await tokenWith()).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      name: "VerifierFault",
      code: "keys_unavailable",
      message: "the issuer's keys could not be read: down",
    });
  });

  test("that are no document are a fault", async () => {
    await expect(
      verifierWith({ jwks: () => ({ keys: "none" }) as never }).verifier.verify(await tokenWith()),
    ).rejects.toMatchObject({ code: "keys_unavailable" });
  });

  test("are used a while longer where the issuer does not answer, and not for ever", async () => {
    let isDown = false;
    const { source, looks } = counted(() => {
      if (isDown) throw new Error("down");
      return jwks;
    });
    const { verifier, clock } = verifierWith({ jwks: source, cacheMs: 60_000, staleMs: 600_000 });
    const token = await tokenWith();
    await verifier.verify(token);
    isDown = true;
    clock.pass(60_000);
    expect((await verifier.verify(token)).ok).toBe(true);
    expect((await verifier.verify(token)).ok).toBe(true);
    expect(looks()).toBe(2);
    clock.pass(540_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "keys_unavailable" });
  });
});

const revokedAt = (ms: number) => async () => ({
  revocations: [{ apiKeyId: "k", revokedAt: new Date(ms).toISOString() }],
});

const KEY = "zb_api_live_verifier";
const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/revocations`;
}

describe("revoked keys", () => {
  test("have no token that counts, but those made after", async () => {
    const token = await tokenWith();
    expect(await refusalOf(token, { revocations: revokedAt(START) })).toBe("revoked");
    expect(await refusalOf(token, { revocations: revokedAt(START - 1) })).toBe("taken");
    expect(await refusalOf(await tokenWith({ apiKeyId: "l" }), { revocations: revokedAt(START) })).toBe("taken");
  });

  test("are asked for over the life of a token, once in a while", async () => {
    const asked: string[] = [];
    const revocations = async (since: string) => {
      asked.push(since);
      return { revocations: [] };
    };
    const { verifier, clock } = verifierWith({ revocations });
    const token = await tokenWith();
    await verifier.verify(token);
    clock.pass(14_999);
    await verifier.verify(token);
    expect(asked).toEqual(["2026-01-31T23:44:00.000Z"]);
    clock.pass(1);
    await verifier.verify(token);
    expect(asked).toHaveLength(2);
  });

  test("are asked for with the credential, where the list is for callers with one", async () => {
    const shown: unknown[] = [];
    const url = await served((request, response) => {
      shown.push(request.headers.authorization, new URL(request.url ?? "", "http://issuer").searchParams.get("since"));
      response.writeHead(200).end('{"revocations":[]}');
    });
    expect(await refusalOf(await tokenWith(), { revocations: url, credential: KEY })).toBe("taken");
    expect(await refusalOf(await tokenWith(), { revocations: url })).toBe("taken");
    expect(shown).toEqual([`Bearer ${KEY}`, "2026-01-31T23:44:00.000Z", undefined, "2026-01-31T23:44:00.000Z"]);
  });

  test("say nothing of the credential where the list cannot be had, nor where it is sent elsewhere", async () => {
    const gone: string[] = [];
    const other = await served((request) => void gone.push(request.url ?? ""));
    for (const status of [401, 302]) {
      const url = await served((_, response) => response.writeHead(status, { location: other }).end());
      const { verifier } = verifierWith({ revocations: url, credential: KEY });
      const fault: unknown = await verifier.verify(await tokenWith()).catch((error: unknown) => error);
      expect(fault).toMatchObject({ code: "revocations_unavailable" });
      expect(inspect([fault, verifier], { depth: 9, showHidden: true })).not.toContain(KEY);
    }
    expect(gone).toEqual([]);
  });

  test.each([`${KEY}\n`, `${KEY} `, "", "ké"])(
    "a credential that no header can hold is told at once, without it",
    (wrong) => {
      const start = () => verifierWith({ revocations: "https://issuer.example/v1/revocations", credential: wrong });
      expect(start).toThrow(expect.objectContaining({ code: "misconfigured" }));
      expect(start).not.toThrow(/zb_api|ké/);
    },
  );

  test.each([
    ["a list that cannot be had", () => Promise.reject(new Error("down"))],
    ["a list that is none", async () => ({}) as never],
    ["a time that is none", async () => ({ revocations: [{ apiKeyId: "k", revokedAt: "soon" }] })],
  ])("%s is a fault: nothing is taken on trust", async (_, revocations) => {
    await expect(verifierWith({ revocations }).verifier.verify(await tokenWith())).rejects.toMatchObject({
      code: "revocations_unavailable",
    });
  });
});
