import {
  formatInstant,
  isJsonObject,
  sameJson,
  type Instant,
  type Json,
  type Model,
  type ValueType,
} from "@relata/model";

/** Values that are tried of one type: enough for every literal of a policy and its neighbours. */
const MAX_VALUES = 12;
const HOUR_NS = 3_600_000_000_000n;

/** Values to try, by type: what the policies of two models compare with, and what is close to it. */
export class Samples {
  readonly #numbers: readonly number[];
  readonly #texts: readonly string[];
  readonly #now: Instant;

  constructor(models: readonly Model[], now: Instant) {
    const literals = models.flatMap(({ policies }) => policies.flatMap(({ body }) => literalsIn(body)));
    const numbers = literals.filter((value) => typeof value === "number");
    // The neighbours tell `<` from `<=`, and one bound from the next.
    this.#numbers = distinct([...numbers.flatMap((value) => [value, value + 1, value - 1]), 0, 1]);
    this.#texts = distinct([...literals.filter((value) => typeof value === "string"), "a", "b"]);
    this.#now = now;
  }

  /** Values of the type, each once, the likeliest first. */
  of(type: ValueType): readonly Json[] {
    return distinct(this.#all(type)).slice(0, MAX_VALUES);
  }

  #all(type: ValueType): readonly Json[] {
    switch (type.kind) {
      case "enum":
        return type.values;
      case "list": {
        const items = this.of(type.of);
        return [[], ...items.map((item) => [item]), items.slice(0, 2)];
      }
      case "map":
        return [{}, ...this.of(type.of).map((value) => ({ [this.#texts[0] ?? "a"]: value }))];
      case "string":
        return this.#texts;
      case "number":
        return this.#numbers;
      case "int":
        return this.#numbers.filter(Number.isInteger);
      case "uint":
        return this.#numbers.filter((value) => Number.isInteger(value) && value >= 0);
      case "boolean":
        return [true, false];
      case "timestamp": {
        const moments = [-HOUR_NS, 0n, HOUR_NS].map((distance) => formatInstant((this.#now + distance) as Instant));
        return [...this.#texts.filter((text) => /^\d{4}-\d\d-\d\dT/.test(text)), ...moments];
      }
      case "duration":
        return [...this.#texts.filter((text) => /^-?[\d.]+[a-zµ]+/.test(text)), "1h", "1s"];
      case "ipaddress":
        return [...this.#texts.filter((text) => /^[\da-f.:]+$/i.test(text) && /[.:]/.test(text)), ...this.#networks()];
      case "any":
        return [...this.#texts, ...this.#numbers, true];
    }
  }

  /** The first address of each network that a policy names, and one that is hardly in any. */
  #networks(): readonly string[] {
    const networks = this.#texts.filter((text) => /^[\da-f.:]+\/\d+$/i.test(text));
    return [...networks.map((text) => text.replace(/\/\d+$/, "")), "203.0.113.7"];
  }
}

/** Every value that stands in a policy's body, but for paths. Recursive, as bodies are bounded in depth. */
function literalsIn(body: Json): readonly Json[] {
  if (Array.isArray(body)) return (body as readonly Json[]).flatMap(literalsIn);
  if (!isJsonObject(body)) return [body];
  return Object.entries(body).flatMap(([operator, operands]) => (operator === "var" ? [] : literalsIn(operands)));
}

function distinct<T extends Json>(values: readonly T[]): readonly T[] {
  return values.filter((value, i) => values.findIndex((other) => sameJson(other, value)) === i);
}
