import { isBareName } from "../lexer/name-rules.ts";
import type { Token } from "../lexer/token.ts";
import { printString } from "../printer/print-string.ts";

/** The one spelling of a token: backticks only where the name needs them, strings as JSON, all else as it is written. */
export function writeToken({ kind, text }: Token): string {
  switch (kind) {
    case "quoted":
      return isBareName(text) ? text : `\`${text}\``;
    case "string":
      return printString(text);
    case "name":
    case "keyword":
    case "number":
    case "symbol":
    case "end":
      return text;
  }
}
