import { createHmac } from "node:crypto";
import { isRefusal, verifyWebhook, type WebhookScheme } from "@relata/keys";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const bytes = (text: string) => new TextEncoder().encode(text);
const reasonOf = (answer: ReturnType<typeof verifyWebhook>) => (isRefusal(answer) ? answer.reason : "taken");
const ask = (scheme: WebhookScheme, headers: Record<string, string>, body: string | Uint8Array = "") =>
  reasonOf(
    verifyWebhook({ headers: new Headers(headers), body: typeof body === "string" ? bytes(body) : body }, scheme),
  );

describe("a shared token", () => {
  const scheme = { scheme: "token", secrets: ["new token of ours", "old token of ours"] } as const;

  test("is taken where it is one of those that are known, from the header that was named", () => {
    expect(ask(scheme, { "X-Gitlab-Token": "new token of ours" })).toBe("taken");
    expect(ask(scheme, { "x-gitlab-token": "old token of ours" })).toBe("taken");
    expect(ask({ ...scheme, header: "x-hook" }, { "x-hook": "old token of ours" })).toBe("taken");
    expect(ask({ ...scheme, header: "x-hook" }, { "x-gitlab-token": "old token of ours" })).toBe("credentials");
  });

  test("is refused where it is missing, another, a part or more of it", () => {
    expect(ask(scheme, {})).toBe("credentials");
    expect(ask(scheme, { "x-gitlab-token": "" })).toBe("credentials");
    for (const token of ["new token of our", "new token of oursx", "NEW TOKEN OF OURS", "new token of ours, x"]) {
      expect(ask(scheme, { "x-gitlab-token": token })).toBe("signature");
    }
  });
});

describe("a signature as GitHub makes it", () => {
  // Of GitHub's own documentation.
  const scheme = { scheme: "github", secrets: "It's a Secret to Everybody" } as const;
  const body = "Hello, World!";
  const known = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  test("is that of its documentation", () => {
    expect(ask(scheme, { "X-Hub-Signature-256": `sha256=${known}` }, body)).toBe("taken");
    expect(
      ask({ ...scheme, secrets: ["next", scheme.secrets] }, { "x-hub-signature-256": `sha256=${known}` }, body),
    ).toBe("taken");
  });

  test("is of the raw body: a byte more, less or other is another", () => {
    for (const other of ["Hello, World", "Hello, World!\n", "hello, World!", ""]) {
      expect(ask(scheme, { "x-hub-signature-256": `sha256=${known}` }, other)).toBe("signature");
    }
    const invalid = new Uint8Array([0xff, 0xfe, 0x00, 0x80]);
    const signature = createHmac("sha256", scheme.secrets).update(invalid).digest("hex");
    expect(ask(scheme, { "x-hub-signature-256": `sha256=${signature}` }, invalid)).toBe("taken");
    // What text decoding makes of those bytes.
    expect(ask(scheme, { "x-hub-signature-256": `sha256=${signature}` }, "\u{fffd}\u{fffd}\0\u{fffd}")).toBe(
      "signature",
    );
  });

  test("is refused in any other form, and under SHA-1", () => {
    const sha1 = createHmac("sha1", scheme.secrets).update(body).digest("hex");
    expect(ask(scheme, { "x-hub-signature": `sha1=${sha1}` }, body)).toBe("credentials");
    const forms = [known, `sha1=${sha1}`, `sha256=${known.slice(1)}`, `sha256=${known}0`, `sha256= ${known}`];
    for (const form of [...forms, `sha256=${known},sha256=${known}`, "sha256=", `md5=${known}`]) {
      expect(ask(scheme, { "x-hub-signature-256": form }, body)).toBe("malformed");
    }
  });
});

describe("a Standard Webhook", () => {
  // As the libraries of the specification test it.
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  const sent = 1_614_265_330;
  const body = '{"test": 2432232314}';
  const known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  const at = (seconds: number, secrets: string | readonly string[] = secret) =>
    ({ scheme: "standard", secrets, clock: () => seconds * 1_000 }) as const;
  const headers = (signature = known, parts: Record<string, string> = {}) => ({
    "webhook-id": id,
    "webhook-timestamp": String(sent),
    "webhook-signature": signature,
    ...parts,
  });

  test("is that of the specification's libraries, with the secret's prefix and without", () => {
    expect(ask(at(sent), headers(), body)).toBe("taken");
    expect(ask(at(sent, secret.slice("whsec_".length)), headers(), body)).toBe("taken");
  });

  test("is taken by any of several signatures and any of several secrets, while secrets are changed", () => {
    const other = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    for (const list of [`${other} ${known}`, `${known} ${other}`, `v1a,x v2,y ${known}`, `v1, ${known}`]) {
      expect(ask(at(sent), headers(list), body)).toBe("taken");
    }
    expect(ask(at(sent, ["whsec_AAAA", secret]), headers(), body)).toBe("taken");
    expect(ask(at(sent, ["whsec_AAAA", "whsec_BBBB"]), headers(), body)).toBe("signature");
    expect(ask(at(sent), headers(other), body)).toBe("signature");
  });

  test("is taken five minutes before and after its time, and no longer", () => {
    for (const off of [-300, -299, 0, 300]) expect(ask(at(sent + off), headers(), body)).toBe("taken");
    for (const off of [-301, 301, 86_400]) expect(ask(at(sent + off), headers(), body)).toBe("expired");
    expect(ask({ ...at(sent + 30), toleranceSeconds: 10 }, headers(), body)).toBe("expired");
  });

  test("is signed whole: no part of it is another's", () => {
    expect(ask(at(sent), headers(), `${body} `)).toBe("signature");
    expect(ask(at(sent), headers(known, { "webhook-id": "msg_another" }), body)).toBe("signature");
    expect(ask(at(sent), headers(known, { "webhook-timestamp": String(sent + 1) }), body)).toBe("signature");
  });

  test("has one reading: neither does its id reach into the time, nor the time into the body", () => {
    const moved = `${sent}.${body}`;
    expect(ask(at(sent), headers(known, { "webhook-id": `${id}.${sent}` }), body)).toBe("malformed");
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const signed = createHmac("sha256", key).update(`${id}.7.${moved}`).digest("base64");
    expect(ask(at(sent), headers(`v1,${signed}`, { "webhook-id": `${id}.7` }), body)).toBe("malformed");
  });

  test("is refused where a header is missing or of another form", () => {
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
      expect(ask(at(sent), headers(known, { [name]: "" }), body)).toBe("credentials");
    }
    for (const time of [
      "soon",
      "1614265330.5",
      "-1614265330",
      "0x60379872",
      "1e9",
      `${sent}, ${sent}`,
      "9".repeat(13),
    ]) {
      expect(ask(at(sent), headers(known, { "webhook-timestamp": time }), body)).toBe("malformed");
    }
    for (const list of [known.slice(3), known.replace("v1", "v2"), `V1${known.slice(2)}`, "v1", ","]) {
      expect(ask(at(sent), headers(list), body)).toBe("malformed");
    }
    expect(ask(at(sent), headers(known, { "webhook-id": "x".repeat(257) }), body)).toBe("malformed");
  });

  test("is refused with a signature that only reads like the one", () => {
    const value = known.slice(3);
    for (const form of [value.slice(0, -1), `${value}=`, value.replace("/", "_"), `${value}\tx`, value.toLowerCase()]) {
      expect(ask(at(sent), headers(`v1,${form}`), body)).toBe("signature");
    }
  });
});

test("no secret, an empty one, or one that is no base64 where it must be, is refused before anything is read", () => {
  const body = bytes("");
  const of = (scheme: unknown) => () => verifyWebhook({ headers: new Headers(), body }, scheme as WebhookScheme);
  const wrong = expect.objectContaining({ code: "invalid_settings" });
  for (const scheme of ["token", "github", "standard"]) {
    for (const secrets of [[], "", " ", ["good enough", ""], [undefined], undefined]) {
      expect(of({ scheme, secrets })).toThrow(wrong);
    }
  }
  for (const secrets of ["whsec_", "whsec_not base64", "whsec_abc$", "shared secret"]) {
    expect(of({ scheme: "standard", secrets })).toThrow(wrong);
    expect(of({ scheme: "standard", secrets })).not.toThrow(/shared|abc|not base64/);
  }
});

test("a body that was read as anything else than bytes is refused, and not as a signature that is wrong", () => {
  const scheme = { scheme: "github", secrets: "s" } as const;
  for (const body of ["{}", {}, undefined, null]) {
    expect(() => verifyWebhook({ headers: new Headers(), body: body as Uint8Array }, scheme)).toThrow(
      expect.objectContaining({ code: "invalid_question" }),
    );
  }
});

test("a refusal is a 401, and holds nothing of what was expected", () => {
  const scheme = { scheme: "token", secrets: "the shared token" } as const;
  const answer = verifyWebhook({ headers: new Headers({ "x-gitlab-token": "guess" }), body: bytes("") }, scheme);
  expect(answer).toMatchObject({ code: "unauthorized", reason: "signature" });
  expect(JSON.stringify(answer)).not.toMatch(/guess|shared/);
});

test("what is signed is taken, and what is changed anywhere is not, whatever the body", () => {
  const part = fc.string({ unit: fc.constantFrom("a", "Z", "_", "-", "0", "7"), minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), part, fc.nat(10_000_000), fc.nat(1_000), (body, id, time, place) => {
      const key = Buffer.from("an agreed secret");
      const signature = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
      const scheme = {
        scheme: "standard",
        secrets: `whsec_${key.toString("base64")}`,
        clock: () => time * 1_000,
      } as const;
      const headers = (bits: Uint8Array) => ({
        "webhook-id": id,
        "webhook-timestamp": String(time),
        "webhook-signature": `v1,${Buffer.from(bits).toString("base64")}`,
      });
      const flipped = (of: Uint8Array) =>
        of.map((byte, n) => (n === place % of.length ? byte ^ (1 << (place % 8)) : byte));
      expect(ask(scheme, headers(signature), body)).toBe("taken");
      expect(ask(scheme, headers(flipped(signature)), body)).toBe("signature");
      expect(ask(scheme, headers(signature), new Uint8Array([...body, 0]))).toBe("signature");
      expect(body.length === 0 || ask(scheme, headers(signature), flipped(body)) === "signature").toBe(true);
    }),
  );
});
