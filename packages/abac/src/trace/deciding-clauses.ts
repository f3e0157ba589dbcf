import { isJsonObject, type Json, type Policy } from "@relata/model";
import { operandPointer, operationOf, type Operation } from "../operation.ts";
import type { Clause, PolicyTrace } from "./trace.ts";

/** A clause of a policy that made it true or false as it is, and the values that it read. */
export interface DecidingClause {
  /** Where it stands: a JSON pointer into the body. */
  readonly pointer: string;
  /** The clause itself, as json-logic. */
  readonly rule: Json;
  readonly holds: boolean;
  readonly reads: readonly ClauseRead[];
}

/** A value that a clause read, at the path that the policy writes. */
export interface ClauseRead {
  readonly path: string;
  readonly value: Json;
  /** What the value would have to be for the clause to turn over, where this one comparison determines it. */
  readonly turnsAt?: Json;
}

/**
 * The clauses that decided a policy which is true or false: of an `and` that is false the operands that are, of one that
 * is true all of them; of an `or` the other way round. In written order; none where the policy is unknown. A comparison,
 * and whatever is no `and`, `or` or `!`, is one clause.
 */
export function decidingClauses({ body }: Policy, { clauses }: PolicyTrace): readonly DecidingClause[] {
  const notes: Notes = new Map(clauses.map((clause) => [clause.pointer, clause]));
  return [...deciding(body, "", notes)];
}

type Notes = ReadonlyMap<string, Clause>;

/** Recursive: a body's depth is bounded. */
function* deciding(rule: Json, pointer: string, notes: Notes): Generator<DecidingClause> {
  const holds = valueAt(pointer, rule, notes);
  const operation = operationOf(rule);
  if (typeof holds !== "boolean" || operation === undefined) return;
  const parts = partsOf(operation, pointer);
  const { name } = operation;
  if (name === "!" || name === "!!") yield* deciding(parts[0]?.rule ?? null, parts[0]?.pointer ?? "", notes);
  else if (name === "and" || name === "or") {
    const alike = parts.filter((part) => valueAt(part.pointer, part.rule, notes) === holds);
    for (const part of alike) yield* deciding(part.rule, part.pointer, notes);
  } else yield { pointer, rule, holds, reads: readsOf(operation, pointer, holds, notes) };
}

interface Part {
  readonly rule: Json;
  readonly pointer: string;
}

function partsOf(operation: Operation, pointer: string): readonly Part[] {
  return operation.operands.map((rule, i) => ({ rule, pointer: operandPointer(operation, pointer, i) }));
}

function readsOf(operation: Operation, pointer: string, holds: boolean, notes: Notes): readonly ClauseRead[] {
  const below = [...notes.values()].filter(
    (note) => note.pointer === pointer || note.pointer.startsWith(`${pointer}/`),
  );
  return below.flatMap((note): readonly ClauseRead[] => {
    const value = note.operator === "var" && note.visits === 1 ? only(note) : undefined;
    // Why without those inside list operators: of many elements, no one value is read.
    if (value === undefined || note.path === undefined || note.path === "" || note.path.startsWith("../")) return [];
    const turnsAt = turning(operation, pointer, note.pointer, holds, notes);
    return [{ path: note.path, value, ...(turnsAt !== undefined && { turnsAt }) }];
  });
}

/** What the operand at that place would have to be: a clause that is a boolean itself, or a comparison with the other. */
function turning(operation: Operation, pointer: string, at: string, holds: boolean, notes: Notes): Json | undefined {
  if (at === pointer) return !holds;
  const parts = partsOf(operation, pointer);
  const [a, b] = parts;
  if (a === undefined || b === undefined || parts.length !== 2 || (a.pointer !== at && b.pointer !== at))
    return undefined;
  const turnsAtSame = holds ? TURN_FALSE_AT_SAME : TURN_TRUE_AT_SAME;
  const other = a.pointer === at ? b : a;
  return turnsAtSame.has(operation.name) ? valueAt(other.pointer, other.rule, notes) : undefined;
}

/** Comparisons that are true of two equal values, and those that are false. */
const TURN_TRUE_AT_SAME: ReadonlySet<string> = new Set(["==", "===", "<=", ">="]);
const TURN_FALSE_AT_SAME: ReadonlySet<string> = new Set(["!=", "!==", "<", ">"]);

function valueAt(pointer: string, rule: Json, notes: Notes): Json | undefined {
  if (!isJsonObject(rule)) return rule;
  const note = notes.get(pointer);
  return note === undefined ? undefined : only(note);
}

function only({ visits, outcomes: [outcome] }: Clause): Json | undefined {
  return visits === 1 && outcome?.kind === "value" ? outcome.value : undefined;
}
