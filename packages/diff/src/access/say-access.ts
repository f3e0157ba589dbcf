import type { AccessGroup, Pair, Sample } from "./access-diff.ts";

/** How references and names stand in a sentence: as they are, unless given. */
export type Quote = (text: string) => string;

/** Exceptions that a sentence names; the rest are counted. */
const MAX_NAMED = 3;

/** "12 users gain edit on 3 folders through folder.parent". */
export function sayAccess(group: AccessGroup, quote: Quote = (text) => text): string {
  const { permission, type, subjectType, everybody, everything, subjects, objects, through, only } = group;
  const isOne = everybody || subjects.count === 1;
  const who = everybody ? `every ${quote(subjectType)}` : counted(subjects, "subjects", subjectType, quote);
  const on = everything ? `every ${quote(type)}` : counted(objects, "objects", type, quote);
  const what = sayChange(group, isOne, quote(permission));
  const way = through.length === 0 ? "" : ` through ${through.map(quote).join(" and ")}`;
  const news = only === undefined ? "" : only === "after" ? " (the name is new)" : " (the name is gone)";
  return `${who} ${what} on ${on}${way}${news}${sayExceptions(group, quote)}`;
}

/** The verb, in the number of its subject, with the permission and what it hangs on. */
function sayChange({ before, after }: AccessGroup, isOne: boolean, permission: string): string {
  const s = isOne ? "s" : "";
  if (after === "failed") return `get${s} an error instead of an answer about ${permission}`;
  if (before === "failed") return `get${s} an answer instead of an error about ${permission}, ${after},`;
  switch (after) {
    case "allowed":
      return before === "conditional" ? `gain${s} ${permission} without a condition` : `gain${s} ${permission}`;
    case "conditional":
      return before === "allowed"
        ? `keep${s} ${permission} only on a condition`
        : `gain${s} ${permission} on a condition`;
    case "denied":
      return before === "conditional" ? `lose${s} ${permission}, which had a condition,` : `lose${s} ${permission}`;
  }
}

/** The one by its name, several by their number: "user:ann", "12 users". */
function counted({ count, examples }: Sample, noun: string, type: string, quote: Quote): string {
  const [only] = examples;
  if (count === 1 && only !== undefined) return quote(only);
  return `${count.toLocaleString("en")} ${plural(noun, type, quote)}`;
}

/** English where the type is a plain word; of any other name "3 objects of client_abc:invoice". */
function plural(noun: string, type: string, quote: Quote): string {
  if (!/^[a-z]+$/.test(type)) return `${noun} of ${quote(type)}`;
  if (/[^aeiou]y$/.test(type)) return quote(`${type.slice(0, -1)}ies`);
  return quote(/(s|x|z|ch|sh)$/.test(type) ? `${type}es` : `${type}s`);
}

function sayExceptions({ except }: AccessGroup, quote: Quote): string {
  if (except.count === 0) return "";
  const named = except.examples.slice(0, MAX_NAMED).map((pair) => sayPair(pair, quote));
  const more = except.count - named.length;
  const rest = more > 0 ? [`${more.toLocaleString("en")} more`] : [];
  return `, except ${[...named, ...rest].join(", ")}`;
}

/** "user:eve on folder:plans". */
export function sayPair({ subject, object }: Pair, quote: Quote = (text) => text): string {
  return `${quote(subject)} on ${quote(object)}`;
}
