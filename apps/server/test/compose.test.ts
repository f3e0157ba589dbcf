import { existsSync, readFileSync } from "node:fs";
import { SETTINGS } from "@relata/server";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readConfiguration } from "../src/configuration/read-configuration.ts";
import { serve } from "./situation.ts";

const ROOT = new URL("../../../", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, ROOT), "utf8");

interface Service {
  readonly image?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period?: string;
}

const { services, volumes } = parse(textOf("compose.yaml"), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
  volumes: object;
};

/** The instructions of each stage, whose lines are joined. */
const stages = textOf("Dockerfile")
  .replaceAll("\\\n", "")
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.split("\n").filter((line) => /^[A-Z]+ /.test(line)));
const [build = [], image = []] = stages;
const said = (stage: readonly string[], instruction: string) =>
  stage.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
const ofImage = Object.fromEntries(
  said(image, "ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("="))),
) as Record<string, string>;

const SERVERS = ["one", "other"];

test.each(SERVERS)("the server `%s` of compose.yaml is told what a server can be told", (name) => {
  const { environment = {} } = services[name] ?? {};
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
  const env = { ...ofImage, ...Object.fromEntries(filled) } as Record<string, string>;
  expect(env).toHaveProperty("HOST", "0.0.0.0");
  expect(readConfiguration(env)).toMatchObject({
    settings: { host: "0.0.0.0", database: { kind: "postgres" }, logLevel: "info" },
  });
});

test("every variable that the image or a server is told is a setting", () => {
  const told = [...Object.keys(ofImage), ...SERVERS.flatMap((name) => Object.keys(services[name]?.environment ?? {}))];
  const known = new Set(["NODE_ENV", ...SETTINGS.map(({ variable }) => variable)]);
  expect(told.filter((name) => !known.has(name))).toEqual([]);
});

test.each(SERVERS)("the server `%s` has no more than it needs, and waits for its database", (name) => {
  const { read_only, cap_drop, security_opt, depends_on, stop_grace_period } = services[name] ?? {};
  expect({ read_only, cap_drop, security_opt }).toEqual({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  });
  expect(depends_on).toEqual({ database: { condition: "service_healthy" } });
  expect(services["database"]?.healthcheck).toBeDefined();
  // Longer than the server gives its requests.
  const grace = SETTINGS.find(({ field }) => field === "graceMs")?.byDefault;
  expect(Number.parseInt(stop_grace_period ?? "", 10) * 1_000).toBeGreaterThan(Number(grace));
});

test("ports lead to the one that the image listens at, from this machine alone, and none to the database", () => {
  expect(said(image, "EXPOSE")).toEqual([ofImage["PORT"]]);
  const ports = SERVERS.flatMap((name) => services[name]?.ports ?? []);
  expect(new Set(ports).size).toBe(SERVERS.length);
  for (const port of ports) expect(port).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+:${ofImage["PORT"]}$`));
  expect(services["database"]?.ports).toBeUndefined();
});

test("what is mounted is there, and the model where the image looks for it", () => {
  const mounted = SERVERS.flatMap((name) => services[name]?.volumes ?? []).map((text) => text.split(":"));
  for (const [from = "", to = ""] of mounted) {
    const model = (ofImage["RELATA_MODEL"] ?? "").replace(`${to}/`, "");
    expect([from, existsSync(new URL(`${from}/${model}`, ROOT))]).toEqual([from, true]);
  }
  const named = (services["database"]?.volumes ?? []).map((text) => text.split(":")[0]);
  expect(Object.keys(volumes)).toEqual(named);
});

test("images are named with their versions", () => {
  const named = [...stages.flatMap((stage) => said(stage, "FROM")), services["database"]?.image ?? ""];
  for (const name of named) expect(name).toMatch(/^(node|postgres):\d+[\w.-]*( AS build)?$/);
});

test("the image has what was built of the lockfile for the server alone, and none of what builds it", () => {
  const installs = said(build, "RUN").filter((line) => line.includes("pnpm@"));
  const version = /"version": "([\d.]+)"/.exec(textOf("package.json"))?.[1];
  for (const line of installs) expect(line).toContain(`pnpm@${version} `);
  expect(installs[0]).toContain("install --frozen-lockfile");
  const [, deployed] = /--filter @relata\/server deploy --prod .* (\/\w+)$/.exec(installs.at(-1) ?? "") ?? [];
  expect(said(image, "COPY")).toEqual([`--from=build ${deployed} ${deployed}`]);
  expect(said(image, "CMD")).toEqual([`["node", "--max-semi-space-size=64", "${deployed}/dist/main.js"]`]);
  expect(existsSync(new URL("apps/server/src/main.ts", ROOT))).toBe(true);
  const { files } = JSON.parse(textOf("apps/server/package.json")) as { files: readonly string[] };
  expect(files).toContain("dist");
});

test("the image does not run as root, and only where it keeps its file may it write", () => {
  expect(said(image, "USER")).toEqual(["node"]);
  const at = (start: string) => image.findIndex((line) => line.startsWith(start));
  expect(at("USER")).toBeGreaterThan(at("RUN"));
  expect([said(image, "VOLUME"), said(image, "WORKDIR")]).toEqual([["/data"], ["/data"]]);
  expect(image.filter((line) => line.includes("chown"))).toEqual(["RUN mkdir /data /config && chown node:node /data"]);
});

test("its health is asked of a route that anybody may call", async () => {
  const [, path = ""] =
    /fetch\(`http:\/\/127\.0\.0\.1:\$\{process\.env\.PORT\}(\/\w+)`\)/.exec(said(image, "HEALTHCHECK").join("")) ?? [];
  const { app, relata } = await serve();
  await relata.close();
  // Also while its database is away: it would not come back sooner for a server that begins anew.
  expect((await app.request(path)).status).toBe(200);
});

test("no secret of the folder comes into the image with it", () => {
  const ignored = textOf(".dockerignore").split("\n");
  for (const one of ["**/.env*", "**/*.key", "**/*.db", ".git", ".relata"]) expect(ignored).toContain(one);
});
