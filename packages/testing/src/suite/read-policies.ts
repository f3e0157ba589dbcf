import { didYouMean, indexModel, type Model } from "@relata/model";
import type { PolicyInput } from "@relata/core";
import type { YamlValue } from "../yaml/yaml-value.ts";
import { POLICY_ANSWERS, type PolicyAnswer, type PolicyExpectation, type SuiteTest } from "./suite.ts";
import { QuestionParts, type Circumstances } from "./question-parts.ts";

const FIELDS = ["policy", "type", "cases"] as const;
const VALUES = ["resource", "subject", "context", "parameters"] as const;
const CASE_FIELDS = [...VALUES, "action", "now", "is", "needs"] as const;

type CaseField = (name: (typeof CASE_FIELDS)[number]) => YamlValue | undefined;

/**
 * One entry of `policies`: a policy by itself, on a type, with cases that say what it is of which values. No tuple is read,
 * and no attribute that a suite stores: everything that the policy sees stands in the case.
 */
export function readPolicies(model: Model, value: YamlValue, around: Circumstances): readonly SuiteTest[] {
  const field = value.fields(FIELDS);
  const name = (field("policy") ?? value.refuse("which policy? `policy` is missing"))?.text();
  const policy = name === undefined ? undefined : policyOf(model, name, field("policy"));
  const on = field("type");
  const type = on && new QuestionParts(model).type(on);
  const cases = field("cases");
  if (cases === undefined) value.refuse("`cases` is missing: say what the policy is of which values");
  const each = cases?.list() ?? [];
  if (cases?.isList === true && each.length === 0)
    cases.refuse("`cases` is empty: a test that states nothing could not fail");
  if (policy === undefined || (on !== undefined && type === undefined)) return [];
  const expectations = each.flatMap((one) =>
    readCase(model, { policy, ...(type !== undefined && { type }) }, one, around),
  );
  const facts = { tuples: [], attributes: [] };
  return [{ name: `policy ${policy}`, place: value.place, facts, expectations }];
}

function policyOf(model: Model, name: string, value: YamlValue | undefined): string | undefined {
  const names = model.policies.map((policy) => policy.name);
  if (names.includes(name)) return name;
  return value?.refuse(`unknown policy \`${name}\`${didYouMean(name, names)}`);
}

function readCase(
  model: Model,
  policy: PolicyInput,
  value: YamlValue,
  around: Circumstances,
): readonly PolicyExpectation[] {
  const field = value.fields(CASE_FIELDS);
  const is = field("is");
  if (is === undefined) {
    value.refuse("the case states nothing: say what the policy `is`, one of true, false, unknown, failed");
    return [];
  }
  const answer = readAnswer(is);
  const needs = field("needs");
  if (needs !== undefined && answer !== "unknown") needs.refuse("only what is unknown `needs` something");
  if (answer === undefined) return [];
  const { now, context } = new QuestionParts(model).circumstances(around, { now: field("now"), context: undefined });
  const input = { ...policy, ...readValues(model, policy, field, context), now };
  const action = field("action")?.text();
  const missing = needs?.oneOrMore().flatMap((each) => each.text() ?? []);
  return [
    {
      kind: "policy",
      place: value.place,
      question: { ...input, ...(action !== undefined && { action }) },
      expected: { answer, ...(missing !== undefined && { missing }) },
    },
  ];
}

/** YAML reads `true` and `false` as booleans, and whoever quotes them means the same. */
function readAnswer(value: YamlValue): PolicyAnswer | undefined {
  const read = value.json();
  const said = typeof read === "boolean" ? `${read}` : read;
  const answer = POLICY_ANSWERS.find((each) => each === said);
  return (
    answer ?? (read === undefined ? undefined : value.refuse(`\`is\` must be one of ${POLICY_ANSWERS.join(", ")}`))
  );
}

/** Names must be known, as everywhere; values may be of a wrong type, since that is a test too. */
function readValues(
  model: Model,
  { policy, type }: PolicyInput,
  field: CaseField,
  around: Circumstances["context"],
): Partial<PolicyInput> {
  const names = namesOf(model, policy, type);
  const parts = VALUES.flatMap((part) => {
    const given = field(part);
    if (given === undefined) return part === "context" ? [[part, around] as const] : [];
    const known = [...names[part]];
    for (const [key] of given.isRecord ? given.entries() : []) {
      const name = key.text();
      if (name === undefined || known.includes(name)) continue;
      key.refuse(`nothing called \`${name}\` can be read there${didYouMean(name, known)}`);
    }
    const values = given.object() ?? {};
    return [[part, part === "context" ? { ...around, ...values } : values] as const];
  });
  return Object.fromEntries(parts);
}

type Names = Readonly<Record<(typeof VALUES)[number], ReadonlySet<string>>>;

/** What a case may give: attributes of the type, or of any where none is said; context and the policy's parameters. */
function namesOf(model: Model, policy: string, type: string | undefined): Names {
  const definition = type === undefined ? undefined : indexModel(model).types.get(type)?.definition;
  const parameters = model.policies.find(({ name }) => name === policy)?.parameters ?? [];
  return {
    resource: attributesOf(definition === undefined ? model.types : [definition]),
    subject: attributesOf(model.types),
    context: new Set([...model.context, ...parameters.filter(({ tuple }) => !tuple)].map(({ name }) => name)),
    parameters: new Set(parameters.map(({ name }) => name)),
  };
}

function attributesOf(definitions: Model["types"]): ReadonlySet<string> {
  return new Set(definitions.flatMap(({ attributes }) => attributes.map(({ name }) => name)));
}
