import * as fc from "fast-check";

const TYPES = ["group", "folder"] as const;
const RELATIONS = ["parent", "member", "members"] as const;
const PERMISSIONS = ["view", "edit", "share"] as const;
const POLICIES = ["open", "opne_hours"] as const;

/** Takes one choice after the other off a tape of numbers, and the first of all where it is at its end. */
class Choices {
  readonly #tape: readonly number[];
  #at = 0;

  constructor(tape: readonly number[]) {
    this.#tape = tape;
  }

  below(count: number): number {
    return (this.#tape[this.#at++] ?? 0) % count;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/**
 * Texts of small models without errors: few names and all operators, so that what lints look for is common. Made from a
 * tape of numbers, which is much cheaper than random trees; a shorter tape is a simpler model.
 */
export const smallModels: fc.Arbitrary<string> = fc
  .array(fc.nat(1_000), { maxLength: 80, size: "max" })
  .map((tape) => modelText(new Choices(tape)));

function modelText(choices: Choices): string {
  const types = TYPES.map((name) => {
    const relations = RELATIONS.map((relation) => `relation ${relation}: ${subjects(relation, choices)}`);
    const permissions = PERMISSIONS.map((permission, i) => `permission ${permission} = ${expression(2, i, choices)}`);
    return `type ${name} {\nattribute seal: number\n${[...relations, ...permissions].join("\n")}\n}`;
  });
  const policies = POLICIES.map((name) => `policy ${name} = json { "<": [{ "var": "${choices.of(PATHS)}" }, 1] }`);
  return [
    "model 1",
    "context limit: number",
    "type user { permission open = self }",
    "type users",
    ...types,
    ...policies,
  ].join("\n");
}

const PATHS = ["resource.seal", "subject.seal", "context.limit"] as const;

/** The relation of arrows holds objects only, since no wildcard may stand there. */
function subjects(relation: string, choices: Choices): string {
  const kinds =
    relation === "parent"
      ? ["folder", "group", "group#member", "folder#view", "user"]
      : ["user", "group#member", "user:*", "folder#edit", "user with open", "folder:*"];
  const chosen = new Set(Array.from({ length: 1 + choices.below(3) }, () => choices.of(kinds)));
  // Why: an arrow must lead somewhere.
  if (relation === "parent") chosen.add("folder");
  return [...chosen].join(" | ");
}

/** Names only relations, and permissions declared before, so that nothing depends only on itself. */
function expression(depth: number, permissions: number, choices: Choices): string {
  const part = () => `(${expression(depth - 1, permissions, choices)})`;
  switch (choices.below(depth === 0 ? 4 : 9)) {
    case 0:
    case 1:
      return choices.of([...RELATIONS, ...PERMISSIONS.slice(0, permissions)]);
    case 2:
      return `parent->${choices.of([...RELATIONS, ...PERMISSIONS, "parent->view"])}`;
    case 3:
      return choices.of(["nil", "self"]);
    case 4:
    case 5:
      return `${part()} + ${part()}`;
    case 6:
      return `${part()} & ${part()}`;
    case 7:
      return `${part()} - ${part()}`;
    default:
      return `${part()} when ${choices.of(POLICIES)}`;
  }
}
