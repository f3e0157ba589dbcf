import { didYouMean } from "@relata/model";
import { TEXT, type StaticType } from "../static-type.ts";
import type { Frame } from "../frame.ts";
import { Parsed } from "../values/parsed.ts";
import { SCOPES, type Attributes, type Declarations } from "./declarations.ts";
import { lookUp } from "./lookup.ts";
import { placeAt, type Origin, type Place } from "./place.ts";
import type { InnerScope, StaticScope } from "./static-scope.ts";

/**
 * What a path means where it stands, or a sentence that says why it means nothing. Dots separate steps, so that a key
 * which holds one cannot be reached. Inside a list operator a path starts at the element, the empty path is the
 * element, and each `../` leads one operator out.
 */
export function resolvePath(path: string, scope: StaticScope): Place | string {
  let at = scope;
  let hops = 0;
  let rest = path;
  for (; rest.startsWith("../") && at.kind === "inner"; rest = rest.slice(3)) {
    at = at.outer;
    hops++;
  }
  const names = rest === "" ? [] : rest.split(".");
  if (rest.startsWith("../")) return `\`${path}\` leads out of the policy: no list operator is left around it`;
  if (names.includes("")) return `\`${path}\` is not a path: write names with single dots between them`;
  const found = at.kind === "root" ? fromRoot(names, at.declarations) : fromElement(names, at);
  if (typeof found === "string") return found;
  return placeAt({ ...found.origin, start: outwards(found.origin.start, hops) }, found.rest);
}

interface Found {
  readonly origin: Origin;
  readonly rest: readonly string[];
}

/** The start, read in the frame that many list operators further out. */
function outwards(start: Origin["start"], hops: number): Origin["start"] {
  if (hops === 0) return start;
  return (frame) => {
    let at: Frame | undefined = frame;
    for (let i = 0; i < hops; i++) at = at?.outer;
    return at === undefined ? undefined : start(at);
  };
}

function fromElement(names: readonly string[], scope: InnerScope): Found | string {
  const { label, element, accumulator } = scope;
  const current: Origin = { label, type: element, fitted: true, start: (frame) => frame.element };
  if (accumulator === undefined) {
    const outside = SCOPES.includes(names[0] ?? "") && element.kind !== "any" && element.kind !== "map";
    if (!outside) return { origin: current, rest: names };
    return `inside a list operator a path starts at the element: write \`../${names.join(".")}\` to read from outside`;
  }
  const [first, ...rest] = names;
  if (first === "current") return { origin: current, rest };
  const sofar: Origin = {
    label: "accumulator",
    type: accumulator,
    fitted: true,
    start: (frame) => frame.accumulator,
  };
  if (first === "accumulator") return { origin: sofar, rest };
  return "inside `reduce` a path starts with `current` or `accumulator`, or with `../` to read from outside";
}

function fromRoot(names: readonly string[], declarations: Declarations): Found | string {
  const [first, second, ...rest] = names;
  switch (first) {
    case undefined:
      return "the empty path is the whole scope: name what to read, such as `resource.amount`";
    case "resource":
    case "subject":
      return declared(first, second, rest, declarations[first]);
    case "context":
      if (second !== undefined && declarations.parameters.get(second)?.tuple === false) {
        return `\`${second}\` is a parameter, taken from the tuple or the context: write \`${second}\`, not \`context.${second}\``;
      }
      return declared(first, second, rest, { none: "no context", types: declarations.context });
    case "action":
      return { origin: given("action", TEXT, (frame) => frame.scope.action), rest: names.slice(1) };
    case "now":
      return { origin: { ...given("now", { kind: "timestamp" }, present), isNow: true }, rest: names.slice(1) };
    default:
      return fromParameter(first, names.slice(1), declarations);
  }
}

function given(label: string, type: StaticType, start: Origin["start"]): Origin {
  return { label, type, start, fitted: true };
}

function present({ scope, horizon }: Frame): Parsed | undefined {
  horizon?.read();
  return scope.now === undefined ? undefined : new Parsed("timestamp", scope.now);
}

function declared(
  scope: "resource" | "subject" | "context",
  name: string | undefined,
  rest: readonly string[],
  { none, types }: Attributes,
): Found | string {
  if (name === undefined) return `\`${scope}\` is not a value: name what to read of it, such as \`${scope}.amount\``;
  const type = types.get(name);
  if (type === undefined) {
    return `\`${scope}.${name}\` is not declared: ${none} \`${name}\`${didYouMean(name, types.keys())}`;
  }
  const at = { record: scope, name };
  const start = (frame: Frame): unknown => lookUp(at, frame);
  return { origin: { label: `${scope}.${name}`, type, start, declared: at, fitted: false }, rest };
}

function fromParameter(name: string, rest: readonly string[], { parameters }: Declarations): Found | string {
  const parameter = parameters.get(name);
  if (parameter === undefined) {
    const names = [...SCOPES, ...parameters.keys()];
    const hint = didYouMean(name, names) || "; attributes are read as `resource.x`, and requests as `context.x`";
    return `the policy has no parameter \`${name}\`${hint}`;
  }
  const { type, tuple } = parameter;
  const [inTuple, inRequest] = [{ record: "parameters", name } as const, { record: "context", name } as const];
  const start = (frame: Frame): unknown => {
    const stored = lookUp(inTuple, frame);
    return stored === undefined && !tuple ? lookUp(inRequest, frame) : stored;
  };
  return { origin: { label: tuple ? name : `context.${name}`, type, start, declared: inTuple, fitted: false }, rest };
}
