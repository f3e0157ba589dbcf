import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { KeyEncryptionKey } from "@relata/keys";
import { Failure } from "@relata/model";

/**
 * What signing keys are encrypted under where the environment does not say: 32 bytes in a file of its own, which only its owner
 * may read, so that a copy of the database alone signs nothing. Made where it is not there.
 *
 * @throws Failure `invalid_settings` for a file that holds something else
 */
export function encryptionFile(path: string): KeyEncryptionKey {
  makeOnce(path, `${randomBytes(32).toString("base64url")}\n`);
  const secret = readFileSync(path, "utf8").trim();
  if (Buffer.from(secret, "base64url").byteLength === 32) return { id: "file", secret };
  throw new Failure("invalid_settings", `\`${path}\` holds no key: it should have 32 bytes in base64url`);
}

/** Why by a link: of several processes that begin at once one makes it, and none finds it half written. */
function makeOnce(path: string, text: string): void {
  const whole = `${path}.${randomUUID()}`;
  writeFileSync(whole, text, { mode: 0o600, flag: "wx" });
  try {
    linkSync(whole, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(whole);
  }
}
