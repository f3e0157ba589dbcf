import { misnamedVariables, readPeppers } from "@relata/keys";
import { expect, test } from "vitest";

const PEPPER = "p".repeat(32);

test("the first pepper is the one that new secrets are hashed under, whatever the names", () => {
  expect(readPeppers(`2:${PEPPER}2, 1:${PEPPER}1`)).toEqual({
    current: "2",
    versions: { 1: `${PEPPER}1`, 2: `${PEPPER}2` },
  });
  expect(readPeppers(`new:${PEPPER}:=,old:${PEPPER}`)).toMatchObject({
    current: "new",
    versions: { new: `${PEPPER}:=` },
  });
});

test.each([
  "",
  PEPPER,
  "1:short",
  `sha256:${PEPPER}`,
  `V1:${PEPPER}`,
  `v1=${PEPPER}`,
  `1:${PEPPER},`,
  `1:${PEPPER},1:${PEPPER}2`,
])("`%s` is no list of peppers", (text) => {
  expect(readPeppers(text)).toBeUndefined();
});

test("a name that would say the same is told, with the one that does, and without what it says", () => {
  const told = misnamedVariables({ RELATA_KEY_PEPPERS: "hunter2", RELATA_KEY_APP: "hunter3", RELATA_PEPPERS: "x" });
  expect(told).toEqual([
    expect.stringMatching(/^`RELATA_KEY_PEPPERS` is not read: say it in `RELATA_PEPPERS`, which is a list/),
    "`RELATA_KEY_APP` is not read: say it in `RELATA_APP`",
  ]);
  expect(told.join("")).not.toContain("hunter");
  expect(misnamedVariables({ RELATA_APP: "acme" })).toEqual([]);
});
