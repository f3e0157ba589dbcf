import type { YamlValue } from "../yaml/yaml-value.ts";
import type { Circumstances, QuestionParts } from "./question-parts.ts";
import { readAsked } from "./read-checks.ts";
import type { ShowsExpectation } from "./suite.ts";

const FIELDS = ["subject", "permission", "object", "shows", "resource", "context", "now"] as const;

/** One entry of `explain`: what the explanation shows. Each text is an expectation of its own. */
export function readShows(value: YamlValue, parts: QuestionParts, around: Circumstances): readonly ShowsExpectation[] {
  const field = value.fields(FIELDS);
  const asked = readAsked(value, parts, around, field);
  const [name, shows] = [field("permission"), field("shows")];
  if (name === undefined) value.refuse("`permission` is missing");
  if (shows === undefined) value.refuse("`shows` is missing: what does `relata explain` print that matters?");
  const permission = asked === undefined || name === undefined ? undefined : parts.permission(asked.object.type, name);
  return (shows?.oneOrMore() ?? []).flatMap((each) => {
    const text = each.text()?.trim();
    if (text === undefined || asked === undefined || permission === undefined) return [];
    if (text === "") each.refuse("an empty text is part of every explanation");
    return [{ kind: "explain", place: each.place, question: { ...asked, permission }, shows: text }];
  });
}
