import { EXCHANGE_SCOPE, type Claims, type Names, type Within } from "./claims.ts";

/**
 * The claims of an exchanged token; undefined for a payload that is not of one. Why: an issuer signs other tokens with the
 * same keys, and what is read of one must not be guessed from another.
 */
export function readClaims(payload: Readonly<Record<string, unknown>>): Claims | undefined {
  const isOurs =
    payload["scope"] === EXCHANGE_SCOPE &&
    ["iss", "aud", "jti", "sub", "apiKeyId", "mid"].every((name) => typeof payload[name] === "string") &&
    ["iat", "exp"].every((name) => Number.isSafeInteger(payload[name])) &&
    ["rev", "org", "env", "owner", "perm_check"].every((name) => isOptionalText(payload[name])) &&
    isNames(payload["permissions"]) &&
    isNames(payload["abac_required"]) &&
    typeof payload["perm_complete"] === "boolean" &&
    (payload["perm_within"] === undefined || isWithin(payload["perm_within"]));
  return isOurs ? (payload as unknown as Claims) : undefined;
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

function isNames(value: unknown): value is Names {
  return isRecord(value) && Object.values(value).every(isTexts);
}

function isWithin(value: unknown): value is Within {
  return isRecord(value) && [value["types"], value["permissions"]].every((part) => part === undefined || isTexts(part));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
