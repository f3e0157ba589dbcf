import { closest } from "@relata/model";

import type { Place } from "../../diagnostics/source-file.ts";
import type { JsonNode } from "../../parser/json-node.ts";
import type { CallSyntax, PolicyExpression } from "../../parser/policy-expression/syntax.ts";
import { ROOTS } from "../../parser/policy-expression/roots.ts";
import type { Name } from "../../parser/syntax.ts";
import { pathOf } from "./build-path.ts";
import type { BuildSite } from "./build-site.ts";
import { FUNCTIONS, type FunctionForm } from "./functions.ts";
import { operation, reading, scalar } from "./json-parts.ts";
import { refusedFunction } from "./refused-functions.ts";
import { distanceOf, type Variables } from "./variables.ts";

/**
 * A call as json-logic. A call that is refused becomes null, and is not built further.
 *
 * ```text
 * size(resource.tags)                     { "size": [{ "var": "resource.tags" }] }
 * resource.tags.all(tag, tag == "x")      { "none": [{ "var": "resource.tags" }, { "!": [{ "==": [{ "var": "" }, "x"] }] }] }
 * ```
 *
 * Errors: `unknown_function`, `wrong_call`, `shadowed_name`.
 */
export function buildCall(call: CallSyntax, variables: Variables, site: BuildSite): JsonNode {
  const form = FUNCTIONS.get(call.name.text);
  if (form === undefined) return refuseUnknown(call, site);
  const operands = call.receiver === undefined ? call.operands : [call.receiver, ...call.operands];
  if (!isWritten(form, call, operands)) return refuse(site, call.place, ...wrongCall(form, call, operands));
  const [first, variable, body] = operands;
  if (form.kind === "path" && first !== undefined) return buildHas(call, first, variables, site);
  if (form.kind === "macro" && first !== undefined && variable !== undefined && body !== undefined) {
    return buildMacro(form, call.place, [first, variable, body], variables, site);
  }
  const built = operands.map((operand) => site.build(operand, variables, site));
  return operation(form.operator, form.name, built, call.place);
}

/** Whether the style and the number of operands are those of the function. */
function isWritten(form: FunctionForm, { receiver }: CallSyntax, { length }: readonly PolicyExpression[]): boolean {
  const style = receiver === undefined ? "function" : "method";
  return form.styles.includes(style) && length >= form.least && length <= form.most;
}

/** What is wrong with a call whose style or number of operands is. */
function wrongCall(form: FunctionForm, call: CallSyntax, operands: readonly PolicyExpression[]): [string, string] {
  const hint = `for instance \`${form.example}\``;
  const [style] = form.styles;
  if (form.styles.length === 1 && (style === "function") === (call.receiver !== undefined)) {
    const how = style === "method" ? "is called on a value" : "is not called on a value";
    return [`\`${form.name}\` ${how}`, hint];
  }
  if (form.kind === "macro") return [`\`${form.name}\` takes the name of a variable and an expression over it`, hint];
  const receiver = call.receiver === undefined ? 0 : 1;
  const wanted = form.least - receiver;
  const count = form.most > form.least ? `${wanted} or more operands` : plural(wanted);
  return [`\`${form.name}\` takes ${count}, not ${operands.length - receiver}`, hint];
}

function plural(count: number): string {
  if (count === 0) return "no operand";
  return count === 1 ? "one operand" : `${count} operands`;
}

/** Whether a value is there can be asked of a path alone. */
function buildHas({ place }: CallSyntax, of: PolicyExpression, variables: Variables, site: BuildSite): JsonNode {
  const path = pathOf(of, variables);
  if (path !== undefined) return reading("has", path, place, of.place);
  const hint = "for instance `has(resource.region)`; of a list, ask for its `size`";
  return refuse(site, of.place, "`has` takes a path, and this is none", hint);
}

/** Inside, the variable is the element, and everything else one scope further out. */
function buildMacro(
  form: FunctionForm,
  place: Place,
  [list, variable, body]: readonly [PolicyExpression, PolicyExpression, PolicyExpression],
  variables: Variables,
  site: BuildSite,
): JsonNode {
  const built = site.build(list, variables, site);
  if (variable.kind !== "root") {
    const message = `\`${form.name}\` takes the name of a variable first, and this is none`;
    return refuse(site, variable.place, message, `for instance \`${form.example}\``);
  }
  refuseShadow(variable.name, variables, site);
  const each = site.build(body, { variable: variable.name, outer: variables }, site);
  // Why: over an empty list `all` is true, and the operator of that name in json-logic is false.
  const condition = form.name === "all" ? operation("!", form.name, [each], body.place) : each;
  return operation(form.operator, form.name, [built, condition], place);
}

/** Why refused: the reader of a policy should not have to know which of two things a name means. */
function refuseShadow({ text, place }: Name, variables: Variables, site: BuildSite): void {
  const taken = ROOTS.includes(text)
    ? "what every policy can read"
    : site.parameters.has(text)
      ? "a parameter of the policy"
      : distanceOf(text, variables) === undefined
        ? undefined
        : "a variable around it";
  if (taken === undefined) return;
  site.reporter.report("shadowed_name", place, `the variable \`${text}\` has the name of ${taken}`, "rename it");
  site.refused = true;
}

function refuseUnknown({ name }: CallSyntax, site: BuildSite): JsonNode {
  const refused = refusedFunction(name.text);
  const found = closest(name.text, FUNCTIONS.keys());
  const hint =
    refused ?? (found === undefined ? `there are ${[...FUNCTIONS.keys()].join(", ")}` : `did you mean \`${found}\`?`);
  return refuse(site, name.place, `there is no function \`${name.text}\``, hint, "unknown_function");
}

function refuse(
  site: BuildSite,
  place: Place,
  message: string,
  hint: string,
  code: "wrong_call" | "unknown_function" = "wrong_call",
): JsonNode {
  site.reporter.report(code, place, message, hint);
  site.refused = true;
  return scalar(null, place);
}
