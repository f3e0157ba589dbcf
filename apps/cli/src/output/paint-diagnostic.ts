import type { Severity } from "@relata/language";
import type { Paint } from "./paint.ts";

/**
 * A rendered diagnostic in colour: severity and code, the carets, and the word before the hint. Only these, so that paths
 * and names can be read and copied. Without colour the text is left as it is.
 */
export function paintDiagnostic(rendered: string, severity: Severity, paint: Paint): string {
  const strong = severity === "error" ? paint.red : paint.yellow;
  const [head = "", source = "", carets = "", hint = ""] = rendered.split("\n");
  const told = head.replace(new RegExp(`: (${severity} \\w+): `), (_, what: string) => `: ${strong(what)}: `);
  return [told, source, strong(carets), hint.replace(/^hint:/, paint.dim("hint:"))].join("\n");
}
