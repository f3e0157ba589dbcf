import type { DraftPiece } from "../../draft/draft.ts";
import type { Origin } from "../../origin.ts";
import type { Refusals } from "../../refusal.ts";
import { lexLua } from "./lex-lua.ts";
import { LuaMistake } from "./lua-syntax.ts";
import { parseLua } from "./parse-lua.ts";
import { writeLua, type LuaReading } from "./write-lua.ts";

export interface ConvertedLua {
  readonly pieces: readonly DraftPiece[];
  readonly reads: readonly LuaReading[];
  readonly comments: readonly string[];
}

/**
 * A script as the body of a policy, where it is `return` and one expression. Undefined where it is more, which is refused at its place
 * with what could be written instead.
 *
 * Refusals: `not_expressible`.
 */
export function convertLua(
  script: string,
  originOf: (start: number, end: number) => Origin,
  refusals: Refusals,
): ConvertedLua | undefined {
  try {
    const lexed = lexLua(script);
    const { pieces, reads } = writeLua(parseLua(lexed), originOf);
    return { pieces, reads, comments: lexed.comments };
  } catch (mistake) {
    if (!(mistake instanceof LuaMistake)) throw mistake;
    refusals.refuse("not_expressible", originOf(mistake.start, mistake.end), mistake.message, mistake.hint);
    return undefined;
  }
}
