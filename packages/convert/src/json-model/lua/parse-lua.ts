import type { LexedLua, LuaToken } from "./lex-lua.ts";
import { LuaMistake, type Lua, type LuaOperator } from "./lua-syntax.ts";

/** Loosest first. Lua groups all of them from the left. */
const LEVELS: readonly (readonly LuaOperator[])[] = [
  ["or"],
  ["and"],
  ["<", ">", "<=", ">=", "~=", "=="],
  ["+", "-"],
  ["*", "/"],
];

const MAX_DEPTH = 50;

const WORDS = ["true", "false", "nil"] as const;
const STATEMENTS = new Set(["if", "for", "while", "repeat", "local", "function", "goto", "do", "break"]);

const HINT = "write `return` and one expression of comparisons, `and`, `or` and `not`";

/**
 * The expression that a script returns: the whole script is `return expression`. Loops, variables and calls are not read, since a
 * policy has none.
 *
 * @throws LuaMistake
 */
export function parseLua({ tokens }: LexedLua): Lua {
  return new Parser(tokens).script();
}

class Parser {
  readonly #tokens: readonly LuaToken[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly LuaToken[]) {
    this.#tokens = tokens;
  }

  script(): Lua {
    const first = this.#token;
    if (!this.#accept("return"))
      this.#fail(first, first.text === "" ? "the script is empty" : `\`${first.text}\` is not read here`);
    const expression = this.#level(0);
    this.#accept(";");
    if (this.#token.kind !== "end") this.#fail(this.#token, `\`${this.#token.text}\` is not read here`);
    return expression;
  }

  get #token(): LuaToken {
    return this.#tokens[this.#index] ?? { kind: "end", text: "", start: 0, end: 0 };
  }

  #take(): LuaToken {
    const token = this.#token;
    this.#index++;
    return token;
  }

  #is(text: string): boolean {
    return this.#token.text === text && (this.#token.kind === "symbol" || this.#token.kind === "name");
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#index++;
    return true;
  }

  #level(level: number): Lua {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#is(each));
      if (operator === undefined) return left;
      this.#take();
      const right = this.#level(level + 1);
      left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
    }
  }

  #unary(): Lua {
    if (!this.#is("not") && !this.#is("-")) return this.#operand();
    const { start, text } = this.#take();
    const of = this.#nested(() => this.#unary());
    return { kind: text === "not" ? "not" : "minus", of, start, end: of.end };
  }

  #operand(): Lua {
    const token = this.#token;
    const { kind, text, start, end } = token;
    if (this.#is("(")) return this.#nested(() => this.#group());
    const word = WORDS.find((each) => this.#is(each));
    if (kind === "name" && word === undefined) return this.#path();
    this.#take();
    if (word !== undefined) return { kind: "word", word, start, end };
    if (kind === "number") return { kind: "number", text, start, end };
    if (kind === "string") return { kind: "string", value: text, start, end };
    return this.#fail(token, kind === "end" ? "the expression breaks off" : `\`${text}\` is not read here`);
  }

  #group(): Lua {
    const { start } = this.#take();
    const of = this.#level(0);
    const close = this.#token;
    if (!this.#accept(")")) this.#fail(close, "a `)` is missing");
    return { kind: "group", of, start, end: close.end };
  }

  /** `context.resource.amount`, or with `["amount"]`. */
  #path(): Lua {
    const first = this.#take();
    if (STATEMENTS.has(first.text)) this.#fail(first, `\`${first.text}\` is not read`);
    const names = [first.text];
    let { end } = first;
    for (;;) {
      if (this.#accept(".")) {
        const name = this.#take();
        if (name.kind !== "name") this.#fail(name, "a name is missing");
        names.push(name.text);
        ({ end } = name);
      } else if (this.#accept("[")) {
        const key = this.#take();
        const close = this.#token;
        if (key.kind !== "string" || !this.#accept("]")) this.#fail(key, "only a name in quotes stands in brackets");
        names.push(key.text);
        ({ end } = close);
      } else break;
    }
    if (["(", ":", "{"].some((each) => this.#is(each)) || this.#token.kind === "string")
      this.#fail(first, `\`${names.join(".")}\` is called, and policies call nothing of Lua`);
    return { kind: "path", names, start: first.start, end };
  }

  #nested(parse: () => Lua): Lua {
    if (this.#depth >= MAX_DEPTH) this.#fail(this.#token, `this is nested more than ${MAX_DEPTH} deep`);
    this.#depth++;
    const parsed = parse();
    this.#depth--;
    return parsed;
  }

  #fail({ start, end }: LuaToken, message: string): never {
    throw new LuaMistake(start, end, message, HINT);
  }
}
