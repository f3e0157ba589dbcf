import { asking, type AuthzenCase, type Judge, type Level } from "./authzen-case.ts";
import { active, admin, alice, archived, bob, one, read, two, write } from "./fixture.ts";
import { decides, decidesEach } from "./judges.ts";

const right = { subject: alice, action: read, resource: one };
const denied = { subject: bob, action: write, resource: one };

/** The Access Evaluations API, by the sections 3.2 to 3.4 of the certification scenario. */
export const BATCH_CASES: readonly AuthzenCase[] = [
  core(
    "3.2.1 a list",
    { subject: alice, action: read, evaluations: [{ resource: one }, { resource: two }] },
    decidesEach(true, undefined),
  ),
  core(
    "3.2.2 decisions in order",
    { subject: bob, resource: one, evaluations: [{ action: read }, { action: write }] },
    decidesEach(true, false),
  ),
  core("3.2.5 without defaults", { evaluations: [right, denied] }, decidesEach(true, false)),
  core(
    "3.2.6 context as a default",
    {
      subject: alice,
      action: read,
      context: { time: "2025-06-27T18:03-07:00" },
      evaluations: [
        { resource: one },
        { resource: two, context: { time: "2025-06-27T19:00-07:00", source: "batch-override" } },
      ],
    },
    decidesEach(true, undefined),
  ),
  core(
    "3.4.1 an evaluation that lacks a part is denied alone",
    {
      subject: alice,
      action: read,
      options: { evaluations_semantic: "execute_all" },
      evaluations: [{ resource: one }, {}],
    },
    decidesEach(true, false),
  ),
  core("3.4.2 without a list", right, decides(true)),
  core("3.4.3 an empty list", { ...right, evaluations: [] }, decides(true)),
  semantic("deny_on_first_deny", [right, denied, right], decidesEach(true, false)),
  semantic("permit_on_first_permit", [denied, right, denied], decidesEach(false, true)),
  properties(
    "3.2.3 of the resources",
    { subject: alice, action: write, evaluations: [{ resource: active }, { resource: archived }] },
    decidesEach(true, false),
  ),
  properties(
    "3.2.4 of the subjects",
    { action: write, resource: archived, evaluations: [{ subject: alice }, { subject: admin }] },
    decidesEach(false, true),
  ),
  properties(
    "3.2.7 a default is taken whole",
    { subject: alice, action: write, resource: active, evaluations: [{}, { resource: archived }] },
    decidesEach(true, false),
  ),
];

function core(name: string, body: object, judge: Judge): AuthzenCase {
  return batch("Batch Core", name, body, judge);
}

function properties(name: string, body: object, judge: Judge): AuthzenCase {
  return batch("Batch Properties", name, body, judge);
}

/** AuthZEN 1.0, Access Evaluations semantics: the certification scenario leaves these out. */
function semantic(name: string, evaluations: readonly object[], judge: Judge): AuthzenCase {
  return core(`\`${name}\``, { options: { evaluations_semantic: name }, evaluations }, judge);
}

function batch(level: Level, name: string, body: object, judge: Judge): AuthzenCase {
  return asking(level, name, "access_evaluations_endpoint", { body }, judge);
}
