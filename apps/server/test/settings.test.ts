import { expect, test } from "vitest";
import { readSettings } from "../src/settings.ts";

const MODEL = { RELATA_MODEL: "authz.relata" };

test("only the model must be named", () => {
  expect(readSettings(MODEL)).toEqual({
    settings: { modelPath: "authz.relata", databasePath: "relata.db", host: "127.0.0.1", port: 8787 },
  });
});

test("everything may be named", () => {
  expect(readSettings({ ...MODEL, RELATA_DB: "a.db", HOST: "::1", PORT: "0" })).toEqual({
    settings: { modelPath: "authz.relata", databasePath: "a.db", host: "::1", port: 0 },
  });
});

test("every problem is named at once", () => {
  const read = readSettings({ RELATA_DB: "", PORT: "http", HOST: "" });
  expect(read).toEqual({
    problems: [
      "`RELATA_MODEL` is not set: name the model file, for instance `RELATA_MODEL=authz.relata`",
      "`RELATA_DB` is empty: name a file, or leave it out for `relata.db`",
      "`PORT` is `http`: it must be a whole number from 0 to 65535",
      "`HOST` is empty: name an address, or leave it out for `127.0.0.1`",
    ],
  });
});

test.each(["", "65536", "-1", "80.5", "0x50", " 80", "1e3", "999999"])("`PORT` cannot be `%s`", (PORT) => {
  expect(readSettings({ ...MODEL, PORT })).toEqual({
    problems: [`\`PORT\` is \`${PORT}\`: it must be a whole number from 0 to 65535`],
  });
});

test.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])(
  "`HOST` may be `%s`, which only this machine reaches",
  (HOST) => {
    expect(readSettings({ ...MODEL, HOST })).toMatchObject({ settings: { host: HOST } });
  },
);

test.each(["0.0.0.0", "::", "10.0.0.1", "::ffff:10.0.0.1", "example.org", "127.0.0.1.example.org", "128.0.0.1"])(
  "`HOST` cannot be `%s` without authentication, unless the operator insists",
  (HOST) => {
    const read = readSettings({ ...MODEL, HOST });
    expect(read).toEqual({
      problems: [
        `\`HOST\` is \`${HOST}\`, which others can reach, and this server has no authentication yet: whoever reaches it may ` +
          "ask anything. Use `127.0.0.1`, or set `RELATA_INSECURE_NO_AUTH=1` if the network keeps everybody else out",
      ],
    });
    expect(readSettings({ ...MODEL, HOST, RELATA_INSECURE_NO_AUTH: "true" })).toEqual(read);
    expect(readSettings({ ...MODEL, HOST, RELATA_INSECURE_NO_AUTH: "1" })).toMatchObject({ settings: { host: HOST } });
  },
);
