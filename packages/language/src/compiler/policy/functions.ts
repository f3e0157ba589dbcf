/**
 * A function of expressions: the operator that it becomes, and how it is written. `path` takes the path of a value and not
 * the value; `macro` takes the name of a variable and an expression over it, once for each element of its list.
 */
export interface FunctionForm {
  readonly name: string;
  readonly operator: string;
  readonly kind: "plain" | "path" | "macro";
  /** `size(x)`, `x.size()`, or either. The first of the two is how it is printed. */
  readonly styles: readonly ("function" | "method")[];
  /** Operands, with the receiver. */
  readonly least: number;
  readonly most: number;
  readonly example: string;
}

const MANY = Number.POSITIVE_INFINITY;

/** All functions there are. What they take and give is for the evaluator to say; here they are only rewritten. */
const ALL: readonly FunctionForm[] = [
  { ...plain("has", 1, "has(resource.region)"), kind: "path" },
  { ...plain("size", 1, "size(resource.tags)"), styles: ["function", "method"] },
  { ...method("contains", 'resource.title.contains("draft")') },
  { ...method("startsWith", 'resource.path.startsWith("/public/")') },
  { ...method("endsWith", 'subject.email.endsWith("@example.com")') },
  { ...method("in_cidr", 'context.ip.in_cidr("10.0.0.0/8")'), styles: ["method", "function"] },
  { ...method("isSubtreeOf", "resource.labels.isSubtreeOf(subject.labels)"), styles: ["method", "function"] },
  plain("timestamp", 1, 'timestamp("2027-01-01T00:00:00Z")'),
  plain("duration", 1, 'duration("1h30m")'),
  { ...plain("cat", 1, 'cat(resource.region, "-1")'), most: MANY },
  { ...plain("min", 1, "min(resource.limit, 1000)"), most: MANY },
  { ...plain("max", 1, "max(resource.limit, 1000)"), most: MANY },
  macro("exists", "some", "resource.tags.exists(tag, tag == context.tag)"),
  macro("all", "none", 'resource.tags.all(tag, tag.startsWith("public-"))'),
  macro("exists_one", "one", "resource.owners.exists_one(owner, owner == subject.name)"),
  macro("filter", "filter", "size(resource.lines.filter(line, line.open)) > 0"),
  macro("map", "map", '"draft" in resource.lines.map(line, line.status)'),
];

/** By name. A map, so that `constructor` is as unknown as it should be. */
export const FUNCTIONS: ReadonlyMap<string, FunctionForm> = new Map(ALL.map((form) => [form.name, form]));

/** By operator, for printing. */
export const FUNCTION_OF: ReadonlyMap<string, FunctionForm> = new Map(ALL.map((form) => [form.operator, form]));

function plain(name: string, operands: number, example: string): FunctionForm {
  return { name, operator: name, kind: "plain", styles: ["function"], least: operands, most: operands, example };
}

function method(name: string, example: string): FunctionForm {
  return { ...plain(name, 2, example), styles: ["method"] };
}

function macro(name: string, operator: string, example: string): FunctionForm {
  return { ...method(name, example), operator, kind: "macro", least: 3, most: 3 };
}
