import { isBareName } from "@relata/language";

import { RESERVED } from "./parameter-names.ts";

/** A name that stands by itself. */
export function rootText(name: string): string {
  return isBareName(name) && !RESERVED.has(name) ? name : `\`${name}\``;
}
