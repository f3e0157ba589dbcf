import { sameJson, type Json } from "@relata/model";

import { compileExpression } from "../../compile-expression.ts";
import { printJson } from "../print-json.ts";
import { writeBody } from "./write-body.ts";
import { WIDTH } from "../width.ts";
import { fitted } from "./written.ts";

/** How the bodies of policies are printed: as expressions where they have one, or as `json { … }` throughout. */
export type PolicyForm = "expression" | "json";

export interface PrintBodyOptions {
  readonly form?: PolicyForm;
  /** The parameters of the policy, whose names no variable may take. */
  readonly parameters?: readonly string[];
  /** The column behind `=`, at which the body would begin. */
  readonly column?: number;
}

/**
 * The body of a policy as a model file writes it behind `=`, with the space or the line break before it. An expression only
 * where reading it gives exactly this body again; else JSON, which any body has. Lines longer than 120 columns are broken
 * before `&&`, `||`, `?` and `:`, and in lists.
 *
 * Law: compiling what is printed gives the body, in either form, for every body that the compiler can make.
 * Cost: the body is written, read and compared.
 */
export function printPolicyBody(body: Json, options: PrintBodyOptions = {}): string {
  const { form = "expression", parameters = [], column = 0 } = options;
  const written = form === "expression" ? writeBody(body, new Set(parameters)) : undefined;
  if (written === undefined || !reads(written.text, body, parameters)) {
    return ` json ${printJson(body, column + " json ".length)}`;
  }
  if (column + 1 + written.text.length <= WIDTH) return ` ${written.text}`;
  return `\n  ${fitted(written, 2, "  ")}`;
}

function reads(text: string, body: Json, parameters: readonly string[]): boolean {
  const again = compileExpression(text, parameters).body;
  return again !== undefined && sameJson(again, body);
}
