import { isJsonObject, type Json } from "@relata/model";

import { FUNCTION_OF, type FunctionForm } from "../../compiler/policy/functions.ts";
import { MAX_DEPTH } from "../../parser/cursor.ts";
import { printString } from "../print-string.ts";
import { variableName } from "./variable-name.ts";
import { writeConditional, writeOperation, writeUnary } from "./write-operation.ts";
import { writePath } from "./write-path.ts";
import { around, atom, fitted, OPERAND, within, type Written } from "./written.ts";

/** Binary operators of json-logic by what expressions call them. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ...["==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"].map((name) => [name, name] as const),
]);

/** Where a part stands: the variables around it, the innermost first, and how deep it is. */
interface Site {
  readonly variables: readonly string[];
  readonly taken: ReadonlySet<string>;
  readonly depth: number;
}

/**
 * A body of json-logic as an expression, undefined where it has none that is known of. What is answered still has to be read
 * back: this knows how operators are written, and not in full what the reader refuses.
 *
 * `taken` are the names that variables may not have.
 */
export function writeBody(body: Json, taken: ReadonlySet<string>): Written | undefined {
  return write(body, { variables: [], taken, depth: 0 });
}

function write(json: Json, site: Site): Written | undefined {
  if (site.depth > MAX_DEPTH) return undefined;
  if (json === null || typeof json !== "object") return writeScalar(json);
  if (Array.isArray(json)) return writeList(json, site);
  const [entry, ...others] = Object.entries(json);
  if (entry === undefined || others.length > 0) return undefined;
  const [operator, value] = entry;
  if (typeof value === "string" && (operator === "var" || operator === "has"))
    return writeReading(operator, value, site);
  return Array.isArray(value) ? writeOperands(operator, value, site) : undefined;
}

function writeScalar(value: string | number | boolean | null): Written | undefined {
  if (typeof value === "string") return atom(printString(value));
  return typeof value === "number" && !Number.isFinite(value) ? undefined : atom(String(value));
}

function writeReading(operator: "var" | "has", path: string, site: Site): Written | undefined {
  const text = writePath(path, site.variables);
  if (text === undefined) return undefined;
  return atom(operator === "has" ? `has(${text})` : text);
}

/** An operation over a list of operands. */
function writeOperands(operator: string, operands: readonly Json[], site: Site): Written | undefined {
  const form = FUNCTION_OF.get(operator);
  if (form?.kind === "macro") return writeMacro(form, operands, site);
  const parts = all(operands, site);
  const [a, b, c] = parts ?? [];
  if (parts === undefined || a === undefined) return undefined;
  if (form?.kind === "plain") return writeCall(form, parts);
  if (parts.length === 1) return operator === "!" || operator === "-" ? writeUnary(operator, a) : undefined;
  if (operator === "get" && b !== undefined && c === undefined) return writeIndex(a, b);
  if (operator === "if" && b !== undefined && c !== undefined && parts.length === 3) return writeConditional(a, b, c);
  const symbol = OPERATORS.get(operator);
  return symbol === undefined ? undefined : writeOperation(symbol, parts, operatorOf(operands[0]));
}

/** What an operand is the operation of, as expressions call it. */
function operatorOf(operand: Json | undefined): string | undefined {
  return isJsonObject(operand) ? OPERATORS.get(Object.keys(operand)[0] ?? "") : undefined;
}

function writeIndex(of: Written, index: Written): Written {
  const receiver = within(of, OPERAND);
  return around(OPERAND, `${receiver.text}[`, index, "]");
}

function writeCall({ name, styles }: FunctionForm, parts: readonly Written[]): Written {
  const [receiver, ...operands] = parts;
  const isMethod = styles[0] === "method" && receiver !== undefined;
  const head = isMethod ? `${within(receiver, OPERAND).text}.${name}(` : `${name}(`;
  const [first, ...rest] = isMethod ? operands : parts;
  if (first !== undefined && rest.length === 0) return around(OPERAND, head, first, ")");
  return atom(`${head}${[first, ...rest].map((part) => part?.text ?? "").join(", ")})`);
}

/** Inside, everything stands one scope further out. `all` is `none` of the negation. */
function writeMacro(form: FunctionForm, [list, body, ...others]: readonly Json[], site: Site): Written | undefined {
  const condition = form.name === "all" ? negated(body) : body;
  const of = list === undefined || others.length > 0 ? undefined : write(list, deeper(site));
  if (of === undefined || condition === undefined) return undefined;
  const variable = variableName(of.text, site.taken);
  const taken = new Set([...site.taken, variable]);
  const each = write(condition, { variables: [variable, ...site.variables], taken, depth: site.depth + 1 });
  if (each === undefined) return undefined;
  return around(OPERAND, `${within(of, OPERAND).text}.${form.name}(${variable}, `, each, ")");
}

/** What stands behind `!`. */
function negated(body: Json | undefined): Json | undefined {
  if (!isJsonObject(body) || Object.keys(body).length !== 1) return undefined;
  const operands = body["!"];
  return Array.isArray(operands) && operands.length === 1 ? (operands[0] as Json) : undefined;
}

function writeList(items: readonly Json[], site: Site): Written | undefined {
  const parts = all(items, site);
  if (parts === undefined) return undefined;
  if (parts.length === 0) return atom("[]");
  const text = `[${parts.map((part) => part.text).join(", ")}]`;
  const broken = (_: number, indent: string): string => {
    const inner = `${indent}  `;
    return `[\n${parts.map((part) => inner + fitted(part, inner.length, inner)).join(",\n")}\n${indent}]`;
  };
  return { level: OPERAND, text, broken };
}

function all(items: readonly Json[], site: Site): readonly Written[] | undefined {
  const parts = items.map((item) => write(item, deeper(site)));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function deeper(site: Site): Site {
  return { ...site, depth: site.depth + 1 };
}
