import { isBareName, isKeyword } from "@relata/language";
import type { ScalarKind } from "@relata/model";

import type { DraftPiece } from "../../draft/draft.ts";
import type { Origin } from "../../origin.ts";
import { LuaMistake, type Lua, type LuaOperator } from "./lua-syntax.ts";
import { rootOf } from "./lua-root.ts";

/** An attribute that a policy reads, of the object or of the subject, and what it is compared with. */
export interface LuaReading {
  readonly root: "resource" | "subject";
  readonly attribute: string;
  /** Undefined where nothing tells; `any` where it holds other values. */
  readonly as: ScalarKind | undefined;
}

export interface WrittenLua {
  readonly pieces: readonly DraftPiece[];
  readonly reads: readonly LuaReading[];
}

const SPELLING: ReadonlyMap<LuaOperator, string> = new Map<LuaOperator, string>([
  ["or", "||"],
  ["and", "&&"],
  ["~=", "!="],
]);

/**
 * The expression of a script as the body of a policy. Its paths are `context.resource.x` and `context.resource.attributes.x`, both
 * `resource.x` here; `context.user.x`, which is `subject.x`; and `context.action`. To be `nil` is to be absent: `!has(…)`.
 *
 * What is absent is unknown here, and grants nothing until it is given; there it is `nil`, which differs from everything.
 *
 * @throws LuaMistake for what a policy cannot say
 */
export function writeLua(lua: Lua, originOf: (start: number, end: number) => Origin): WrittenLua {
  const writer = new Writer(originOf);
  writer.truth(lua, false);
  return writer;
}

class Writer implements WrittenLua {
  readonly pieces: DraftPiece[] = [];
  readonly reads: LuaReading[] = [];
  readonly #originOf: (start: number, end: number) => Origin;

  constructor(originOf: (start: number, end: number) => Origin) {
    this.#originOf = originOf;
  }

  /** What is asked whether it is true. Inside of another operation it stands in parentheses, where it needs them. */
  truth(lua: Lua, inside: boolean): void {
    switch (lua.kind) {
      case "word":
        // Why: as a condition, `nil` is false.
        this.#put(lua.word === "nil" ? "false" : lua.word, lua);
        return;
      case "path":
        this.#path(lua, "boolean");
        return;
      case "not":
        this.#put("!", lua);
        this.truth(lua.of, true);
        return;
      case "group":
        // Why not where nothing is around: who writes a policy puts no parentheses around all of it.
        if (inside && lua.of.kind === "binary") this.#parenthesised(lua, () => this.truth(lua.of, false));
        else this.truth(lua.of, inside);
        return;
      case "binary":
        if (inside) this.#parenthesised(lua, () => this.#binary(lua));
        else this.#binary(lua);
        return;
      case "number":
      case "string":
      case "minus":
        throw new LuaMistake(lua.start, lua.end, "this is always true in Lua", "compare it with something");
    }
  }

  #binary(lua: Lua & { readonly kind: "binary" }): void {
    const { operator, left, right } = lua;
    if (operator === "and" || operator === "or") {
      this.#joined(left, operator);
      this.#put(` ${SPELLING.get(operator) ?? operator} `, lua);
      this.#joined(right, operator);
    } else if (isNil(left) || isNil(right)) this.#nilCheck(lua);
    else if (isComparison(operator)) {
      const as = kindOf(left) ?? kindOf(right);
      this.#value(left, as);
      this.#put(` ${SPELLING.get(operator) ?? operator} `, lua);
      this.#value(right, as);
    } else throw new LuaMistake(lua.start, lua.end, "this is a number, and no condition", "compare it with something");
  }

  /** An operand of `and` and `or`: runs of one of them need no parentheses, and comparisons none either. */
  #joined(lua: Lua, operator: LuaOperator): void {
    const mixed =
      lua.kind === "binary" && (lua.operator === "and" || lua.operator === "or") && lua.operator !== operator;
    this.truth(lua, mixed || lua.kind === "group");
  }

  #nilCheck({ operator, left, right, start, end }: Lua & { readonly kind: "binary" }): void {
    const asked = isNil(left) ? right : left;
    if (asked.kind !== "path" || (operator !== "==" && operator !== "~=")) {
      throw new LuaMistake(start, end, "only a path can be absent", "ask `context.resource.x == nil`");
    }
    this.#put(operator === "==" ? "!has(" : "has(", asked);
    this.#path(asked, undefined);
    this.#put(")", asked);
  }

  /** What is compared, or reckoned with. */
  #value(lua: Lua, as: ScalarKind | undefined): void {
    switch (lua.kind) {
      case "number":
        this.#put(numberText(lua.text), lua);
        return;
      case "string":
        this.#put(JSON.stringify(lua.value), lua);
        return;
      case "word":
        this.#put(lua.word === "nil" ? "null" : lua.word, lua);
        return;
      case "path":
        this.#path(lua, as);
        return;
      case "minus":
        if (lua.of.kind === "number") return this.#put(`-${numberText(lua.of.text)}`, lua);
        this.#put("-", lua);
        this.#parenthesised(lua, () => this.#value(lua.of, "number"));
        return;
      case "group":
        if (isTruth(lua.of)) this.#parenthesised(lua, () => this.truth(lua.of, false));
        else this.#value(lua.of, as);
        return;
      case "not":
        this.truth(lua, true);
        return;
      case "binary":
        this.#parenthesised(lua, () => this.#reckoned(lua));
    }
  }

  #reckoned(lua: Lua & { readonly kind: "binary" }): void {
    const { operator, left, right, start, end } = lua;
    if (isComparison(operator)) return this.#binary(lua);
    if (operator === "and" || operator === "or") {
      const hint = "ask whether it is there: `x ~= nil and x < 10`";
      throw new LuaMistake(
        start,
        end,
        `\`${operator}\` stands for a value here, and gives a condition in a policy`,
        hint,
      );
    }
    this.#value(left, "number");
    this.#put(` ${operator} `, lua);
    this.#value(right, "number");
  }

  #path({ names, start, end }: Lua & { readonly kind: "path" }, as: ScalarKind | undefined): void {
    const { root, rest } = rootOf(names, start, end);
    if (root === "action") return this.#put("action", { start, end });
    const [attribute = "", ...inner] = rest;
    this.reads.push({ root, attribute, as: inner.length > 0 ? "any" : as });
    this.#put([root, ...rest.map(partText)].join("."), { start, end });
  }

  #parenthesised(lua: Lua, write: () => void): void {
    this.#put("(", lua);
    write();
    this.#put(")", lua);
  }

  #put(text: string, { start, end }: { readonly start: number; readonly end: number }): void {
    this.pieces.push({ text, origin: this.#originOf(start, end) });
  }
}

function partText(name: string): string {
  return isBareName(name) || isKeyword(name) ? name : `\`${name}\``;
}

function isNil(lua: Lua): boolean {
  return lua.kind === "group" ? isNil(lua.of) : lua.kind === "word" && lua.word === "nil";
}

function isComparison(operator: LuaOperator): boolean {
  return ["==", "~=", "<", "<=", ">", ">="].includes(operator);
}

/** Whether it surely is true or false: `a or b` in Lua is one of its operands, whatever these are. */
function isTruth(lua: Lua): boolean {
  if (lua.kind === "group") return isTruth(lua.of);
  if (lua.kind === "word") return lua.word !== "nil";
  if (lua.kind !== "binary") return lua.kind === "not";
  if (lua.operator === "and" || lua.operator === "or") return isTruth(lua.left) && isTruth(lua.right);
  return isComparison(lua.operator);
}

/** What a value surely is. */
function kindOf(lua: Lua): ScalarKind | undefined {
  switch (lua.kind) {
    case "number":
    case "minus":
      return "number";
    case "string":
      return "string";
    case "word":
      return lua.word === "nil" ? undefined : "boolean";
    case "group":
      return kindOf(lua.of);
    case "not":
      return "boolean";
    case "binary":
      return isTruth(lua) ? "boolean" : "number";
    case "path":
      return lua.names.join(".") === "context.action" ? "string" : undefined;
  }
}

/** `.5` and `5.` are numbers in Lua, and `0.5` and `5.0` the same ones here. */
function numberText(text: string): string {
  return text
    .replace(/^\./, "0.")
    .replace(/\.(?=$|[eE])/, ".0")
    .replace(/^0+(?=\d)/, "");
}
