const NO_PATTERNS = "there are no patterns: write `text.startsWith(…)`, `.endsWith(…)` or `.contains(…)`";
const NO_CONVERSION = "nothing is converted: declare the attribute, the context entry or the parameter as that type";
const NO_PARTS = 'there are no parts of a time: compare it with `timestamp("…")`, or `now - t` with `duration("…")`';
const NO_CASES = "texts are compared as they are: store them in one case";

/** Functions of CEL and of its neighbours that are not in the language, each with what to do instead. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["matches", NO_PATTERNS],
  ["int", NO_CONVERSION],
  ["uint", NO_CONVERSION],
  ["double", NO_CONVERSION],
  ["string", NO_CONVERSION],
  ["bool", NO_CONVERSION],
  ["bytes", NO_CONVERSION],
  ["dyn", NO_CONVERSION],
  ["type", NO_CONVERSION],
  ["ipaddress", NO_CONVERSION],
  ["getFullYear", NO_PARTS],
  ["getMonth", NO_PARTS],
  ["getDate", NO_PARTS],
  ["getDayOfWeek", NO_PARTS],
  ["getHours", NO_PARTS],
  ["getMinutes", NO_PARTS],
  ["getSeconds", NO_PARTS],
  ["lowerAscii", NO_CASES],
  ["upperAscii", NO_CASES],
  ["any", "write `list.exists(x, …)`"],
  ["some", "write `list.exists(x, …)`"],
  ["none", "write `!list.exists(x, …)`"],
  ["one", "write `list.exists_one(x, …)`"],
  ["existsOne", "write `list.exists_one(x, …)`"],
  ["every", "write `list.all(x, …)`"],
  ["includes", "write `element in list`, or `text.contains(part)`"],
  ["inIpAddressRange", "write `address.in_cidr(block)`"],
  ["not", "write `!`"],
  ["and", "write `&&`"],
  ["or", "write `||`"],
  ["if", "write `condition ? one : other`"],
  ["length", "write `size(…)`"],
  ["count", "write `size(…)`"],
  ["concat", "write `cat(…)`"],
  ["reduce", 'write it as `json { "reduce": … }`'],
  ["now", "`now` is no function: write it without parentheses"],
]);

/** The hint for a function that is refused on purpose; undefined for one that nobody has heard of. */
export function refusedFunction(name: string): string | undefined {
  return REFUSED.get(name);
}
