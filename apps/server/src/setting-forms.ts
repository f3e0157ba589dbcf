import { AddressList, ENVIRONMENTS, type Environment, type KeyEncryptionKey, type Limit } from "@relata/keys";
import { isFailure } from "@relata/model";

// The forms of settings. Each reads the text of a variable; undefined where it has another form.

/** `a, b`: no part empty. */
export function listOf(text: string): readonly string[] | undefined {
  const parts = text.split(",").map((part) => part.trim());
  return parts.every((part) => part !== "") ? parts : undefined;
}

function allOf<T>(text: string, read: (part: string) => T | undefined): readonly T[] | undefined {
  const parts = listOf(text);
  const values = parts?.map(read).filter((value) => value !== undefined);
  return values?.length === parts?.length ? values : undefined;
}

export function environmentsOf(text: string): readonly Environment[] | undefined {
  return allOf(text, (part) => ENVIRONMENTS.find((one) => one === part));
}

export function limitsOf(text: string): readonly Limit[] | undefined {
  return allOf(text, (part) => {
    const [, limit, windowSeconds] = /^(\d{1,9})\/(\d{1,7})$/.exec(part) ?? [];
    return limit === undefined ? undefined : { limit: Number(limit), windowSeconds: Number(windowSeconds) };
  });
}

export function rangesOf(text: string): readonly string[] | undefined {
  const ranges = listOf(text);
  if (ranges === undefined || ranges.includes("*")) return ranges;
  try {
    void new AddressList(ranges);
    return ranges;
  } catch (error) {
    if (isFailure(error, "invalid_key")) return undefined;
    throw error;
  }
}

export function urlOf(text: string): string | undefined {
  return URL.canParse(text) && /^https?:/.test(text) ? text : undefined;
}

function pairOf(part: string): readonly [string, string] | undefined {
  const [, name, secret] = /^([\w-]{1,32}):(.+)$/.exec(part) ?? [];
  return name === undefined || secret === undefined ? undefined : [name, secret];
}

export function encryptionOf(text: string): readonly KeyEncryptionKey[] | undefined {
  return allOf(text, (part) => {
    const [id, secret] = pairOf(part) ?? [];
    if (id === undefined || secret === undefined) return undefined;
    return Buffer.from(secret, "base64url").byteLength === 32 ? { id, secret } : undefined;
  });
}
