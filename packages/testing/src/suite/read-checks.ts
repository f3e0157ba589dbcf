import type { Outcome } from "@relata/model";
import type { Question } from "@relata/resolver";
import type { YamlValue } from "../yaml/yaml-value.ts";
import type { Circumstances, QuestionParts } from "./question-parts.ts";
import { readMissing } from "./read-missing.ts";
import type { CheckExpectation, ExpectedOutcome } from "./suite.ts";

const FIELDS = ["subject", "object", "allow", "deny", "conditional", "resource", "context", "now"] as const;

/** What is asked about, before it is known of which permission. */
export type Asked = Omit<Question, "permission">;

/**
 * One entry of `checks`: who asks about which object, and which permissions are then allowed, denied and conditional.
 * Each permission that is named is an expectation of its own, and stands in one of the three.
 */
export function readCheck(value: YamlValue, parts: QuestionParts, around: Circumstances): readonly CheckExpectation[] {
  const field = value.fields(FIELDS);
  const asked = readAsked(value, parts, around, field);
  const outcomes = [field("allow"), field("deny"), field("conditional")];
  if (outcomes.every((each) => each === undefined)) {
    value.refuse("a check states nothing: say which permissions it expects under `allow`, `deny` or `conditional`");
  }
  if (asked === undefined) return [];
  const expectations = [
    ...plain(field("allow"), "allowed", asked, parts),
    ...plain(field("deny"), "denied", asked, parts),
    ...conditional(field("conditional"), asked, parts),
  ];
  return expectations.filter((each, i) => isFirst(each, expectations.slice(0, i))).map(({ stated }) => stated);
}

type AskedField = "subject" | "object" | "resource" | "context" | "now";

/** Who asks about what, and under which circumstances. */
export function readAsked(
  value: YamlValue,
  parts: QuestionParts,
  around: Circumstances,
  field: (name: AskedField) => YamlValue | undefined,
): Asked | undefined {
  const [subject, object] = [field("subject"), field("object")];
  if (subject === undefined) value.refuse("who is asked about? `subject` is missing");
  if (object === undefined) value.refuse("what is asked about? `object` is missing");
  const subjects = subject && parts.subjects(subject);
  const asked = object && parts.object(object);
  const circumstances = parts.circumstances(around, { now: field("now"), context: field("context") });
  if (subjects === undefined || asked === undefined) return undefined;
  const resource = parts.resource(asked.type, field("resource"));
  return { subject: subjects, object: asked, resource, ...circumstances };
}

/** A permission, or a list of them. */
function plain(value: YamlValue | undefined, outcome: Outcome, asked: Asked, parts: QuestionParts): readonly Placed[] {
  return (value?.oneOrMore() ?? []).flatMap((each) => expectation(each, { outcome }, asked, parts));
}

/** A permission, a list of them, or what each of them waits for. */
function conditional(value: YamlValue | undefined, asked: Asked, parts: QuestionParts): readonly Placed[] {
  if (value?.isRecord !== true) return plain(value, "conditional", asked, parts);
  return value.entries().flatMap(([permission, missing]) => {
    const expected: ExpectedOutcome = { outcome: "conditional", missing: readMissing(missing) };
    return expectation(permission, expected, asked, parts);
  });
}

/** An expectation with the value that it was read from, to say what is wrong with it. */
interface Placed {
  readonly stated: CheckExpectation;
  readonly value: YamlValue;
}

function expectation(
  value: YamlValue,
  expected: ExpectedOutcome,
  asked: Asked,
  parts: QuestionParts,
): readonly Placed[] {
  const permission = parts.permission(asked.object.type, value);
  if (permission === undefined) return [];
  const question = { ...asked, permission };
  return [{ value, stated: { kind: "check", place: value.place, question, expected } }];
}

/** Why: of two expectations of one permission, one is a mistake, and only its author knows which. */
function isFirst({ stated, value }: Placed, before: readonly Placed[]): boolean {
  const { permission } = stated.question;
  if (before.every((each) => each.stated.question.permission !== permission)) return true;
  value.refuse(`\`${permission}\` stands twice in this check: name each permission once`);
  return false;
}
