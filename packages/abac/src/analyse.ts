import type { Json, ModelIndex, Policy, TypeDefinition } from "@relata/model";
import { limitProblem, type BodyProblem } from "./body-limits.ts";
import { compile, type Site } from "./compiler.ts";
import type { Expression } from "./expression.ts";
import { declarationsOf, SCOPES } from "./scope/declarations.ts";
import type { Place } from "./scope/place.ts";
import { resolvePath } from "./scope/resolve-path.ts";
import type { RootScope } from "./scope/static-scope.ts";
import { familyOf } from "./static-type.ts";
import { describeType } from "./values/describe.ts";

/** What is known of a policy before it runs. Only one without problems may run. */
export interface Analysis {
  readonly problems: readonly BodyProblem[];
  readonly body: Expression | undefined;
  readonly required: readonly Place[];
  /** Whether anything in it may read `now`. */
  readonly readsNow: boolean;
}

/** Where a policy is used, as far as it is known before it runs. */
export interface PolicySite {
  /** The type of the object where the policy stands: `resource.x` is then one of its attributes, and of no other's. */
  readonly resource?: TypeDefinition | undefined;
}

export function analyse(policy: Policy, model: ModelIndex, site: PolicySite = {}, observe?: Site["observe"]): Analysis {
  const limit = limitProblem(policy.body);
  if (limit !== undefined) return { problems: [limit], body: undefined, required: [], readsNow: false };
  const problems: BodyProblem[] = [];
  const scope: RootScope = { kind: "root", declarations: declarationsOf(policy, model, site.resource) };
  for (const { name } of policy.parameters) {
    if (SCOPES.includes(name)) problems.push({ pointer: "", message: `a parameter may not be named \`${name}\`` });
  }
  const required = policy.required.flatMap((path) => {
    const place = resolvePath(path, scope);
    if (typeof place !== "string") return [place];
    problems.push({ pointer: "", message: `\`required\`: ${place}` });
    return [];
  });
  const body = compile(policy.body, { scope, pointer: "", problems, observe });
  const family = familyOf(body.type);
  if (family !== "boolean" && family !== "any") {
    problems.push({ pointer: "", message: `a policy is a boolean, and this one gives ${describeType(body.type)}` });
  }
  return { problems, body, required, readsNow: [...policy.required, ...pathsIn(policy.body)].some(isNow) };
}

/** Texts that may be paths: those that are operands. Recursive: a body's depth is bounded. */
function* pathsIn(body: Json): Generator<string> {
  if (typeof body === "string") yield body;
  else if (Array.isArray(body)) for (const item of body) yield* pathsIn(item as Json);
  else if (typeof body === "object" && body !== null) for (const part of Object.values(body)) yield* pathsIn(part);
}

function isNow(path: string): boolean {
  return /^(?:\.\.\/)*now$/.test(path);
}
