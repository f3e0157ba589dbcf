const NO_PATTERNS = "there are no patterns: write `text.startsWith(…)`, `.endsWith(…)` or `.contains(…)`";
const NO_PARTS = "there are no parts of a time: compare it with `timestamp(…)`, or send the part as a parameter";
const NO_CASES = "texts are compared as they are: send and store them in one case";
const NO_CONVERSION = "nothing is converted: declare the parameter as that type";

const HINTS: ReadonlyMap<string, string> = new Map([
  ["matches", NO_PATTERNS],
  ["find", NO_PATTERNS],
  ["replace", NO_PATTERNS],
  ["split", NO_PATTERNS],
  ["int", NO_CONVERSION],
  ["uint", NO_CONVERSION],
  ["double", NO_CONVERSION],
  ["string", NO_CONVERSION],
  ["bool", NO_CONVERSION],
  ["bytes", NO_CONVERSION],
  ["dyn", NO_CONVERSION],
  ["type", NO_CONVERSION],
  ["lowerAscii", NO_CASES],
  ["upperAscii", NO_CASES],
]);

/** What to do instead of a function of CEL that there is not here. */
export function hintFor(name: string): string {
  return HINTS.get(name) ?? (name.startsWith("get") ? NO_PARTS : "send what it gives as a parameter");
}
