import { expect, test } from "vitest";
import { configurationText } from "../src/configuration/configuration-text.ts";
import { readConfiguration } from "../src/configuration/read-configuration.ts";
import { SETTINGS } from "../src/configuration/setting-table.ts";
import { readFile } from "../src/configuration/read-file.ts";
import { readSettings } from "../src/settings.ts";
import { file } from "./situation.ts";

const SECRET = "hunter2".repeat(7);

const read = (content: string, env: Record<string, string> = {}) =>
  readConfiguration({ RELATA_CONFIG: file(content), ...env });

test("a file says what the environment may say, in JSON or in YAML", () => {
  const expected = {
    settings: {
      modelPath: "authz.relata",
      port: 80,
      keys: {
        app: "acme",
        limits: [
          { limit: 10, windowSeconds: 1 },
          { limit: 100, windowSeconds: 60 },
        ],
      },
    },
  };
  expect(
    read(JSON.stringify({ model: "authz.relata", port: 80, app: "acme", rateLimit: ["10/1", "100/60"] })),
  ).toMatchObject(expected);
  expect(read("# ours\nmodel: authz.relata\nport: 80\napp: acme\nrateLimit:\n  - 10/1\n  - 100/60\n")).toMatchObject(
    expected,
  );
});

test("the environment wins over the file", () => {
  expect(read("model: a.relata\nport: 80\n", { PORT: "81" })).toMatchObject({
    settings: { modelPath: "a.relata", port: 81 },
  });
});

test("switches are switched by true and false", () => {
  expect(read("model: a.relata\ninsecureNoAuth: true\n")).not.toHaveProperty("settings.keys");
  expect(read("model: a.relata\ninsecureNoAuth: false\n")).toHaveProperty("settings.keys");
});

test("every problem of both is named at once, by the name that it has where it stands", () => {
  const env = {
    RELATA_CONFIG: file(`port: http\nmodle: x\nlimits: 7\nadminKey: { a: ${SECRET} }\n`),
    HOST: "",
    RELATA_ISUER: "x",
  };
  const { problems = [] } = readConfiguration(env) as { problems?: readonly string[] };
  const path = env.RELATA_CONFIG;
  expect(problems).toEqual([
    `\`${path}\` has no setting \`modle\`; did you mean \`model\`?`,
    `\`${path}\` has no setting \`limits\``,
    `\`adminKey\` of \`${path}\` is text, a number, or a list of these`,
    "`RELATA_ISUER` is no setting; did you mean `RELATA_ISSUER`?",
    "`RELATA_MODEL` is not set: name the model file, for instance `RELATA_MODEL=authz.relata`",
    `\`port\` of \`${path}\` is \`http\`: it must be a whole number from 0 to 65535`,
    "`HOST` is empty: name an address, or leave it out for `127.0.0.1`",
  ]);
  expect(problems.join("")).not.toContain("hunter2");
});

test.each(["{", `adminKey: "${SECRET}`, `- ${SECRET}`, SECRET, "", "a: 1\na: 2"])(
  "what is no object of settings is refused, and not repeated (%#)",
  (text) => {
    const { problems } = readFile("relata.config.yaml", text);
    expect(problems).toEqual([expect.stringContaining("relata.config.yaml")]);
    expect(problems.join("")).not.toContain("hunter2");
  },
);

test("a file that is named and is not there is a problem", () => {
  expect(readConfiguration({ RELATA_CONFIG: "nowhere.json", RELATA_MODEL: "a.relata" })).toEqual({
    problems: ["`RELATA_CONFIG` is `nowhere.json`: there is no such file, or it cannot be read"],
  });
});

test("a variable that another would say is named with that one", () => {
  const { problems = [] } = readConfiguration({ RELATA_MODEL: "a.relata", RELATA_KEY_PEPPERS: SECRET }) as {
    problems?: readonly string[];
  };
  expect(problems).toEqual([expect.stringMatching(/^`RELATA_KEY_PEPPERS` is not read: say it in `RELATA_PEPPERS`/)]);
  expect(problems.join("")).not.toContain("hunter2");
});

test("variables of other programs are none of ours", () => {
  expect(
    readConfiguration({ RELATA_MODEL: "a.relata", RELATA_SEED: "7", RELATA_LONG: "1", PATH: "/bin" }),
  ).toHaveProperty("settings");
});

test("nothing secret is printed, and all else is", () => {
  const said = Object.fromEntries(
    SETTINGS.map(({ variable, isSecret }) => [variable, isSecret === true ? SECRET : `value of ${variable}`]),
  );
  const text = configurationText({
    ...said,
    RELATA_DATABASE_URL: `postgres://app:${SECRET}@db:5432/app?password=${SECRET}`,
  });
  expect(text).not.toContain("hunter2");
  expect(text).toContain("RELATA_ADMIN_KEY=***\n");
  expect(text).toContain("RELATA_DATABASE_URL=postgres://***@db:5432/app\n");
  const open = SETTINGS.filter(({ isSecret }) => isSecret !== true);
  for (const { variable } of open) expect(text).toContain(`${variable}=value of `);
  expect(configurationText({ RELATA_MODEL: "a.relata" })).toContain("PORT=8787 (default)\n");
});

test("every setting that is read is in the table", () => {
  const asked = new Set<string>();
  readSettings(new Proxy({}, { get: (_, name) => void asked.add(String(name)) }));
  expect([...asked].sort()).toEqual(SETTINGS.map(({ variable }) => variable).sort());
});

test("a database that the environment names is instead of the one of the file", () => {
  const content = "model: a.relata\ndb: a.db\ninsecureNoAuth: true\n";
  const url = "postgres://localhost/app";
  expect(read(content, { RELATA_DATABASE_URL: url })).toMatchObject({
    settings: { database: { kind: "postgres", url } },
  });
});
