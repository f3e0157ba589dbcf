import { isFailure } from "@relata/model";
import { Hashing, type Peppers } from "./hashing.ts";

// What the environment says of keys to every program that opens them. One name, one form and one reader: a program that hashed
// otherwise would find no key.

/** Under what keys are hashed: see `readPeppers`. */
export const PEPPERS_VARIABLE = "RELATA_PEPPERS";

/** How keys begin. */
export const APP_VARIABLE = "RELATA_APP";

export const PEPPERS_FORM =
  "is a list of `<name>:<secret>`, the newest first: a name is small letters and digits, a secret 32 characters or more";

/** Names that are not read, since they would say the same: by each, the one that is. */
const OTHERS = { RELATA_KEY_PEPPERS: PEPPERS_VARIABLE, RELATA_KEY_APP: APP_VARIABLE } as const;

/** `2:…,1:…`: new secrets are hashed under the first, and those of the others still count. Undefined for another form. */
export function readPeppers(text: string): Peppers | undefined {
  const pairs = text.split(",").map((part) => /^([^:]+):(.+)$/.exec(part.trim()) ?? []);
  const versions = Object.fromEntries(pairs.map(([, version = "", pepper = ""]) => [version, pepper]));
  const [, current = ""] = pairs[0] ?? [];
  const isRepeated = Object.keys(versions).length < pairs.length;
  const peppers = { current, versions };
  return isRepeated || !areFit(peppers) ? undefined : peppers;
}

/** What to tell of variables that say nothing here under the name that they have. No value is repeated. */
export function misnamedVariables(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(OTHERS)
    .filter(([name]) => env[name] !== undefined)
    .map(
      ([name, read]) =>
        `\`${name}\` is not read: say it in \`${read}\`${read === PEPPERS_VARIABLE ? `, which ${PEPPERS_FORM}` : ""}`,
    );
}

function areFit(peppers: Peppers): boolean {
  try {
    void new Hashing(peppers);
    return true;
  } catch (error) {
    if (isFailure(error, "invalid_key")) return false;
    throw error;
  }
}
