import { holdsSecret, newKeyText, withoutSecrets } from "@relata/keys";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const around = fc.constantFrom("", " ", "`", "'", '"', "/v1/", "?key=", "&", ",", "(", "{", "key:", "é", "x");
const encodings = ["utf8", "hex", "base64", "base64url"] as const;

test("no key comes through, in whatever form and place, be it one of the environment", () => {
  const bearer = fc.stringMatching(/^[A-Za-z0-9._~+/=-]{32,64}$/);
  const text = fc.oneof(
    fc
      .constantFrom("api", "service", "root")
      .map((kind) => newKeyText({ app: "acme", kind, environment: "live" } as never)),
    bearer.filter((key) => !/^[0-9a-f-]{36}$/.test(key) && !/^[a-z]+\//.test(key)),
  );
  fc.assert(
    fc.property(text, around, around, fc.constantFrom(...encodings), (key, before, after, encoding) => {
      const given = Buffer.from(key).toString(encoding);
      const said = withoutSecrets(`${before}${given}${after}`);
      expect(said).toContain("[secret]");
      expect(said).not.toContain(given);
    }),
  );
});

test.each([
  "no relation `clerk` of `client_abc:invoice`, did you mean `clark`?",
  "object `doc:1b4e28ba-2fa1-11d2-883f-0016d3cca427` is not there",
  "not `application/x-www-form-urlencoded`",
  "make one with `openssl rand -hex 32`",
  "there is no key `7UjF9upZjJJ4fp9acxoXaU`",
])("what is no key stays as it is: %s", (message) => {
  expect(withoutSecrets(message)).toBe(message);
});

describe("what holds a key", () => {
  const key = newKeyText({ app: "acme", kind: "api", environment: "live" });

  test.each([
    key,
    `${key}x`,
    key.slice(0, -1),
    `invoice:${key}#owner`,
    JSON.stringify({ [key]: 1 }),
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.x",
  ])("is seen, also where the key is mistyped or in the midst of text: %#", (text) => {
    expect(holdsSecret(text)).toBe(true);
  });

  test.each(["acme_api_live_", "invoice:inv_123", "a".repeat(200), "e.y.J", "my_api_live_version"])(
    "is not `%s`",
    (text) => {
      expect(holdsSecret(text)).toBe(false);
    },
  );
});
