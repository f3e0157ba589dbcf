import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readConfiguration } from "../src/configuration/read-configuration.ts";

const textOf = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");

interface Service {
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const { services } = parse(textOf("compose.yaml"), { merge: true }) as { services: Record<string, Service> };

test.each(["one", "other"])("the server `%s` of compose.yaml is told what a server can be told", (name) => {
  const { environment = {}, read_only, cap_drop } = services[name] ?? {};
  expect([read_only, cap_drop]).toEqual([true, ["ALL"]]);
  const given: Readonly<Record<string, string>> = {
    POSTGRES_PASSWORD: "secret",
    RELATA_ISSUER: "https://auth.example.com",
    RELATA_ADMIN_KEY: "a".repeat(32),
    RELATA_ENCRYPTION_KEYS: `1:${"A".repeat(43)}`,
  };
  const filled = Object.entries(environment).map(([key, text]) => [
    key,
    text.replaceAll(/\$\{(\w+):\?\}/g, (_, variable: string) => given[variable] ?? ""),
  ]);
  const [, image = ""] =
    /^FROM [^\n]*\nENV (.*)$/m.exec(
      textOf("Dockerfile")
        .split("FROM")
        .slice(2)
        .map((part) => `FROM${part}`)
        .join(""),
    ) ?? [];
  const ofImage = image.split(" ").map((pair) => pair.split("="));
  const env = Object.fromEntries([...ofImage, ...filled]) as Record<string, string>;
  expect(env).toHaveProperty("HOST", "0.0.0.0");
  expect(readConfiguration(env)).toMatchObject({
    settings: { host: "0.0.0.0", database: { kind: "postgres" }, logLevel: "info" },
  });
});

test("the image does not run as root", () => {
  const users = [...textOf("Dockerfile").matchAll(/^USER (\w+)$/gm)].map(([, user]) => user);
  expect(users).toEqual(["node"]);
});
