import type { Environment } from "../settings.ts";
import { SETTINGS } from "./setting-table.ts";

const MASKED = "***";

/** What a server was told, for its operator to read: a line a setting, defaults too, secrets masked. */
export function configurationText(said: Environment): string {
  const lines = SETTINGS.flatMap(({ variable, isSecret, byDefault }) => {
    const value = said[variable] ?? "";
    if (value === "") return byDefault === undefined ? [] : [`${variable}=${byDefault} (default)\n`];
    return [`${variable}=${isSecret === true ? maskedIn(value) : value}\n`];
  });
  return lines.join("");
}

/** Of a URL, where it leads is no secret; of all else nothing is shown. */
function maskedIn(value: string): string {
  if (!/^\w+:\/\//.test(value) || !URL.canParse(value)) return MASKED;
  const { protocol, host, pathname } = new URL(value);
  return `${protocol}//${MASKED}@${host}${pathname}`;
}
