import { Unknown } from "./values/unknown.ts";

/** Kleene's and: false if one is false, else unknown if one is, else true. Of nothing it is true. */
export function allOf(parts: Iterable<boolean | Unknown>): boolean | Unknown {
  return decidedBy(false, parts);
}

/** Kleene's or: true if one is true, else unknown if one is, else false. Of nothing it is false. */
export function anyOf(parts: Iterable<boolean | Unknown>): boolean | Unknown {
  return decidedBy(true, parts);
}

export function negated(part: boolean | Unknown): boolean | Unknown {
  return part instanceof Unknown ? part : !part;
}

/** Visits all parts, also when the first ones decide: so the steps, and with them the budget, have no order either. */
function decidedBy(decisive: boolean, parts: Iterable<boolean | Unknown>): boolean | Unknown {
  let decided = false;
  let unknowns: Unknown[] | undefined;
  for (const part of parts) {
    if (part instanceof Unknown) (unknowns ??= []).push(part);
    else if (part === decisive) decided = true;
  }
  if (decided) return decisive;
  return unknowns === undefined ? !decisive : Unknown.all(unknowns);
}
