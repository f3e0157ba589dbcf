import { Failure } from "@relata/model";

const MAX_LENGTH = 128;

/** @throws Failure `invalid_store` for a name that is empty, too long, or holds control characters or halves of one */
export function checkStoreName(name: string): void {
  if (name !== "" && name.length <= MAX_LENGTH && !/[\p{Cc}\p{Cs}]/u.test(name)) return;
  const shown = JSON.stringify(name.slice(0, MAX_LENGTH));
  throw new Failure(
    "invalid_store",
    `${shown} cannot name a store: give 1 to ${MAX_LENGTH} characters, none of control`,
  );
}
