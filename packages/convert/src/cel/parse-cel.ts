import { CelMistake } from "./cel-mistake.ts";
import { CEL_LEVELS, type Cel, type CelOperator } from "./cel-syntax.ts";
import type { CelToken } from "./lex-cel.ts";

/** Levels that an expression may nest. */
const MAX_DEPTH = 100;

/**
 * Reads one whole expression.
 *
 * @throws CelMistake
 */
export function parseCel(tokens: readonly CelToken[]): Cel {
  const parser = new Parser(tokens);
  const expression = parser.expression();
  parser.finish();
  return expression;
}

class Parser {
  readonly #tokens: readonly CelToken[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly CelToken[]) {
    this.#tokens = tokens;
  }

  finish(): void {
    if (this.#token.kind !== "end") this.#unexpected("an operator, or the end");
  }

  /** `condition ? yes : no`, and all that binds more tightly. */
  expression(): Cel {
    if (++this.#depth > MAX_DEPTH) this.#fail("this nests too deep", `${MAX_DEPTH} levels are the most`);
    const condition = this.#operation(0);
    const result = this.#accept("?") ? this.#conditional(condition) : condition;
    this.#depth--;
    return result;
  }

  #conditional(condition: Cel): Cel {
    const yes = this.#operation(0);
    this.#expect(":");
    const no = this.expression();
    return { kind: "conditional", condition, yes, no, start: condition.start, end: no.end };
  }

  #operation(level: number): Cel {
    const inner = (): Cel => (level + 1 < CEL_LEVELS.length ? this.#operation(level + 1) : this.#unary());
    let left = inner();
    for (let next = this.#operatorOf(level); next !== undefined; next = this.#operatorOf(level)) {
      this.#at++;
      const right = inner();
      left = { kind: "binary", operator: next, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  #operatorOf(level: number): CelOperator | undefined {
    const { kind, text } = this.#token;
    if (kind !== "symbol" && !(kind === "name" && text === "in")) return undefined;
    return CEL_LEVELS[level]?.find((operator) => operator === text);
  }

  #unary(): Cel {
    const { start } = this.#token;
    const operator = this.#is("!") ? "!" : this.#is("-") ? "-" : undefined;
    if (operator === undefined) return this.#member();
    this.#at++;
    if (++this.#depth > MAX_DEPTH) this.#fail("this nests too deep", `${MAX_DEPTH} levels are the most`);
    const of = this.#unary();
    this.#depth--;
    return { kind: "unary", operator, of, start, end: of.end };
  }

  #member(): Cel {
    let of = this.#primary();
    for (;;) {
      if (this.#accept(".")) of = this.#select(of);
      else if (this.#accept("[")) {
        const index = this.expression();
        const { end } = this.#expect("]");
        of = { kind: "index", of, index, start: of.start, end };
      } else if (this.#is("{") && (of.kind === "name" || of.kind === "member"))
        of = this.#braces(of.start, "a message");
      else return of;
    }
  }

  #select(of: Cel): Cel {
    if (this.#is("?"))
      this.#fail("optional selection has no counterpart", "ask whether the value is there: `has(a.b) && …`");
    const { text, start, end } = this.#takeName();
    if (!this.#accept("(")) return { kind: "member", of, name: text, start: of.start, end };
    const { items, end: last } = this.#items(")");
    return { kind: "call", receiver: of, name: { text, start, end }, operands: items, start: of.start, end: last };
  }

  #primary(): Cel {
    const token = this.#token;
    const { kind, text, start, end } = token;
    if (this.#accept("(")) {
      const of = this.expression();
      return { kind: "group", of, start, end: this.#expect(")").end };
    }
    if (this.#accept("[")) {
      const { items, end: last } = this.#items("]");
      return { kind: "list", items, start, end: last };
    }
    if (this.#is("{")) return this.#braces(start, "a map");
    if (this.#accept(".")) return this.#primary();
    if (kind === "name" && text !== "in") return this.#name(token);
    if (kind === "symbol" || kind === "end" || kind === "name") return this.#unexpected("a value");
    this.#at++;
    if (kind === "string") return { kind, value: text, start, end };
    if (kind === "bytes") return { kind: "foreign", what: "bytes", start, end };
    return { kind: "number", type: kind, text, start, end };
  }

  #name({ text, start, end }: CelToken): Cel {
    this.#at++;
    if (text === "true" || text === "false") return { kind: "word", value: text === "true", start, end };
    if (text === "null") return { kind: "word", value: null, start, end };
    if (!this.#accept("(")) return { kind: "name", name: text, start, end };
    const { items, end: last } = this.#items(")");
    return { kind: "call", receiver: undefined, name: { text, start, end }, operands: items, start, end: last };
  }

  /** A map or a message that is written out: passed over as a whole, so that it is one refusal. */
  #braces(start: number, what: string): Cel {
    let depth = 0;
    do {
      if (this.#is("{")) depth++;
      if (this.#is("}")) depth--;
      if (this.#token.kind === "end") this.#unexpected("`}`");
      this.#at++;
    } while (depth > 0);
    return { kind: "foreign", what, start, end: this.#tokens[this.#at - 1]?.end ?? start };
  }

  #items(close: ")" | "]"): { readonly items: readonly Cel[]; readonly end: number } {
    const items: Cel[] = [];
    while (!this.#is(close)) {
      if (items.length > 0) this.#expect(",");
      if (items.length > 0 && close === "]" && this.#is(close)) break;
      items.push(this.expression());
    }
    return { items, end: this.#expect(close).end };
  }

  #takeName(): CelToken {
    const token = this.#token;
    if (token.kind !== "name") this.#unexpected("a name");
    this.#at++;
    return token;
  }

  get #token(): CelToken {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  #is(symbol: string): boolean {
    return this.#token.kind === "symbol" && this.#token.text === symbol;
  }

  #accept(symbol: string): boolean {
    if (!this.#is(symbol)) return false;
    this.#at++;
    return true;
  }

  #expect(symbol: string): CelToken {
    const token = this.#token;
    if (!this.#accept(symbol)) this.#unexpected(`\`${symbol}\``);
    return token;
  }

  #unexpected(expected: string): never {
    const { kind, text } = this.#token;
    const found = kind === "end" ? "the expression ends" : `there is \`${text}\``;
    return this.#fail(`expected ${expected}, and ${found}`, "mend the expression: its own engine refuses it, too");
  }

  #fail(message: string, hint: string): never {
    const { start, end } = this.#token;
    throw new CelMistake(start, end, message, hint);
  }
}
