import type { ValueType } from "@relata/model";
import { describeGiven, describeType, quote } from "./describe.ts";
import { MAX_DEPTH, MAX_TEXT, type Meter } from "./meter.ts";
import { parseAs } from "./parsed.ts";
import { isPlain } from "./plain.ts";
import type { Value } from "./value.ts";

/** Why a value does not fit its type, and where inside of it. */
export class Misfit {
  readonly #problem: string;
  /** Keys and indexes from the value to what does not fit. */
  readonly #path: readonly string[];

  constructor(problem: string, path: readonly string[] = []) {
    this.#problem = problem;
    this.#path = path;
  }

  within(key: string): Misfit {
    return new Misfit(this.#problem, [key, ...this.#path]);
  }

  /** The end of a sentence: "is text, not a number". */
  get reason(): string {
    if (this.#path.length === 0) return this.#problem;
    return `has at ${quote(this.#path.join("."))} a value that ${this.#problem}`;
  }
}

/**
 * The gate through which all data enters an evaluation: the value as its type has it, with text parsed where the type
 * says so. Only own properties of plain objects pass; functions, bigints, `NaN`, `undefined` and cycles do not.
 * Each value is read once, so that a getter cannot give another after the gate. Cost: a step for every value inside.
 */
export function fit(value: unknown, type: ValueType, meter: Meter, depth = 0): Value | Misfit {
  if (depth > MAX_DEPTH) return new Misfit(`is nested deeper than ${MAX_DEPTH} levels`);
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? fitText(value) : unlike(value, type);
    case "boolean":
      return typeof value === "boolean" ? value : unlike(value, type);
    case "number":
    case "int":
    case "uint":
      return fitNumber(value, type);
    case "enum":
      return typeof value === "string" && type.values.includes(value) ? value : unlike(value, type);
    case "timestamp":
    case "duration":
    case "ipaddress":
      return (typeof value === "string" ? parseAs(type.kind, value) : undefined) ?? unlike(value, type);
    case "list":
      return Array.isArray(value) ? fitList(value, type.of, meter, depth) : unlike(value, type);
    case "map":
      return isPlain(value) ? fitMap(value, type.of, meter, depth) : unlike(value, type);
    case "any":
      return fitAny(value, type, meter, depth);
  }
}

function fitNumber(value: unknown, type: ValueType): number | Misfit {
  if (typeof value !== "number" || !Number.isFinite(value)) return unlike(value, type);
  if (type.kind !== "number" && !Number.isSafeInteger(value)) return unlike(value, type);
  return type.kind === "uint" && value < 0 ? unlike(value, type) : value;
}

function fitText(text: string): string | Misfit {
  if (text.length <= MAX_TEXT) return text;
  return new Misfit(`is text of ${text.length} letters, and ${MAX_TEXT} are the most`);
}

function fitAny(value: unknown, type: ValueType, meter: Meter, depth: number): Value | Misfit {
  if (typeof value === "string") return fitText(value);
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return fitList(value, type, meter, depth);
  return isPlain(value) ? fitMap(value, type, meter, depth) : unlike(value, type);
}

function fitList(list: readonly unknown[], of: ValueType, meter: Meter, depth: number): Value | Misfit {
  meter.spend(1 + list.length);
  const fitted: Value[] = [];
  for (let i = 0; i < list.length; i++) {
    const item = fit(list[i], of, meter, depth + 1);
    if (item instanceof Misfit) return item.within(String(i));
    fitted.push(item);
  }
  return fitted;
}

function fitMap(map: object, of: ValueType, meter: Meter, depth: number): Value | Misfit {
  const fitted: [string, Value][] = [];
  for (const [key, value] of Object.entries(map)) {
    meter.spend(1);
    const entry = fit(value, of, meter, depth + 1);
    if (entry instanceof Misfit) return entry.within(key);
    fitted.push([key, entry]);
  }
  // Why: entries become own properties whatever their names, so `__proto__` is a key like any other.
  return Object.fromEntries(fitted);
}

function unlike(value: unknown, type: ValueType): Misfit {
  const sameKind = describeGiven(value) === kindGiven(type);
  const given = sameKind && (typeof value === "string" || typeof value === "number") ? quote(String(value)) : undefined;
  return new Misfit(`is ${given ?? describeGiven(value)}, not ${describeType(type)}`);
}

/** What JSON writes for values of the type; a value of that kind that does not fit is quoted in the message. */
function kindGiven(type: ValueType): string {
  switch (type.kind) {
    case "int":
    case "uint":
      return "a number";
    case "enum":
    case "timestamp":
    case "duration":
    case "ipaddress":
      return "text";
    default:
      return "";
  }
}
