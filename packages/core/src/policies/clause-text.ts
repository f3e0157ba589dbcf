import { operatorShape } from "@relata/abac";
import { printPolicyBody } from "@relata/language";
import { isJsonObject, type Json, type Policy } from "@relata/model";

/** What the element of a list is called in the text of a clause; of a list further out, with a number behind it. */
const ELEMENT = "item";

/**
 * The clause of a policy at that JSON pointer as an expression, on one line: `resource.amount <= limit`. Inside a list
 * operator the element is `item`, since only there it has no name of its own. A clause that has no expression is JSON.
 */
export function clauseText({ body, parameters }: Policy, pointer: string): string {
  const { clause, loops } = find(body, pointer);
  const names = [...parameters.map(({ name }) => name), ...elements(loops)];
  const text = printPolicyBody(loops === 0 ? clause : named(clause, loops, 0), { parameters: names });
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

/** The clause, and how many list operators it is evaluated in. */
function find(body: Json, pointer: string): { readonly clause: Json; readonly loops: number } {
  let clause = body;
  let loops = 0;
  let operator: string | undefined;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(clause)) {
      if (operator !== undefined && operatorShape(operator)?.each === Number(key)) loops++;
      operator = undefined;
      clause = (clause as readonly Json[])[Number(key)] ?? null;
    } else {
      operator = key;
      clause = isJsonObject(clause) ? (clause[key] ?? null) : null;
    }
  }
  return { clause, loops };
}

/** From the nearest on. */
function elements(loops: number): readonly string[] {
  return Array.from({ length: loops }, (_, i) => (i === 0 ? ELEMENT : `${ELEMENT}${i + 1}`));
}

/** The clause with its paths as they would be outside, each element by its name; `inside` counts loops of its own. */
function named(json: Json, loops: number, inside: number): Json {
  if (Array.isArray(json)) return json.map((item: Json) => named(item, loops, inside));
  if (!isJsonObject(json)) return json;
  const [[operator, written] = ["", null]] = Object.entries(json);
  const shape = operatorShape(operator);
  const operands: readonly Json[] = Array.isArray(written) ? written : [written];
  const rest = operands.map((operand, i) => {
    if (i === shape?.path && typeof operand === "string") return namedPath(operand, loops, inside);
    return named(operand, loops, inside + (i === shape?.each ? 1 : 0));
  });
  return { [operator]: Array.isArray(written) ? rest : (rest[0] ?? null) };
}

function namedPath(path: string, loops: number, inside: number): string {
  const out = path.match(/^(?:\.\.\/)*/)?.[0].length ?? 0;
  const levels = out / 3;
  // Its own loops keep their elements: those are named when the clause is printed.
  if (levels < inside) return path;
  const kept = "../".repeat(inside);
  const rest = path.slice(out);
  const level = levels - inside;
  if (level >= loops) return kept + rest;
  const element = elements(loops)[level] ?? ELEMENT;
  return kept + (rest === "" ? element : `${element}.${rest}`);
}
