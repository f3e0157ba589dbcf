import { asking, type AuthzenCase, type Judge, type Level } from "./authzen-case.ts";
import { admin, alice, archived, context, one, read, write } from "./fixture.ts";
import { finds, findsExactly, refused, resultsOf } from "./judges.ts";
import { isRecord, type Endpoint, type Pdp } from "./pdp.ts";

const users = { type: "user" };
const records = { type: "record" };
const spaceships = { type: "spaceship" };
const nobody = { type: "user", id: "nonexistent-user" };

const subjects = { subject: users, action: read, resource: one };
const resources = { subject: alice, action: read, resource: records };
const actions = { subject: alice, resource: one };

const ENTITY = ["type", "id"];
const SUBJECT = "search_subject_endpoint";
const RESOURCE = "search_resource_endpoint";
const ACTION = "search_action_endpoint";

const both = finds(
  [
    { type: "user", id: "alice" },
    { type: "user", id: "bob" },
  ],
  ENTITY,
  "user",
);
const theFirst = finds([{ ...one }], ENTITY, "record");
const readAndWrite = finds([read, write], ["name"]);
const nothing = findsExactly([]);

/** The Search APIs, by the sections 4.2 to 4.7 of the certification scenario. */
export const SEARCH_CASES: readonly AuthzenCase[] = [
  core("4.2.1 subjects", SUBJECT, subjects, both),
  core("4.2.2 subjects, with context", SUBJECT, { ...subjects, context }, both),
  core("4.2.3 subjects, whatever id is there", SUBJECT, { ...subjects, subject: alice }, both),
  core("4.3.1 resources", RESOURCE, resources, theFirst),
  core("4.3.2 resources, with context", RESOURCE, { ...resources, context }, theFirst),
  core("4.3.3 resources, whatever id is there", RESOURCE, { ...resources, resource: one }, theFirst),
  core("4.4.1 actions", ACTION, actions, readAndWrite),
  core("4.4.2 actions, with context", ACTION, { ...actions, context }, readAndWrite),
  { level: "Search Core", name: "4.5 pages", run: pages },
  core(
    "4.6.1 subjects of a resource that is not known",
    SUBJECT,
    { ...subjects, resource: { type: "record", id: "nonexistent" } },
    nothing,
  ),
  core("4.6.1 resources of a subject that is not known", RESOURCE, { ...resources, subject: nobody }, nothing),
  core("4.6.1 actions of a subject that is not known", ACTION, { ...actions, subject: nobody }, nothing),
  core("4.6.2 subjects of a type that is not known", SUBJECT, { ...subjects, subject: spaceships }, nothing),
  core("4.6.2 resources of a type that is not known", RESOURCE, { ...resources, resource: spaceships }, nothing),
  core(
    "4.6.2 actions on a type that is not known",
    ACTION,
    { ...actions, resource: { ...spaceships, id: "1" } },
    nothing,
  ),
  core("4.7.1 subjects without an action", SUBJECT, { subject: users, resource: one }, refused),
  core("4.7.1 resources without a subject", RESOURCE, { action: read, resource: records }, refused),
  core("4.7.1 actions without a resource", ACTION, { subject: alice }, refused),
  core("4.7.2 subjects of a resource without `id`", SUBJECT, { ...subjects, resource: records }, refused),
  core("4.7.2 resources of a subject without `id`", RESOURCE, { ...resources, subject: users }, refused),
  core("4.7.2 actions of a subject without `id`", ACTION, { ...actions, subject: users }, refused),
  properties(
    "4.2.4 subjects",
    SUBJECT,
    { subject: users, action: write, resource: archived },
    finds([{ type: "user", id: "bob" }], ENTITY, "user"),
  ),
  properties(
    "4.3.4 resources",
    RESOURCE,
    { subject: admin, action: write, resource: records },
    finds([{ type: "record", id: "record-2" }], ENTITY, "record"),
  ),
  properties("4.4.3 actions", ACTION, { subject: admin, resource: archived }, finds([write], ["name"])),
];

function core(name: string, endpoint: Endpoint, body: object, judge: Judge): AuthzenCase {
  return search("Search Core", name, endpoint, body, judge);
}

function properties(name: string, endpoint: Endpoint, body: object, judge: Judge): AuthzenCase {
  return search("Search Properties", name, endpoint, body, judge);
}

function search(level: Level, name: string, endpoint: Endpoint, body: object, judge: Judge): AuthzenCase {
  return asking(level, name, endpoint, { body }, judge);
}

/** A page of one, and those behind it, as far as there are any: together they are the whole. */
async function pages(pdp: Pdp): Promise<string | undefined> {
  const whole = await pdp.post(SUBJECT, { body: subjects });
  const seen: unknown[] = [];
  let page: object = { limit: 1 };
  for (let i = 0; i < 100; i++) {
    const answer = await pdp.post(SUBJECT, { body: { ...subjects, page } });
    const wrong = finds([], ENTITY, "user")(answer);
    if (wrong !== undefined) return `${wrong}: got ${answer.status} ${answer.text.slice(0, 500)}`;
    seen.push(...(resultsOf(answer.body) ?? []));
    const token = tokenOf(answer.body);
    if (token === "")
      return seen.length === resultsOf(whole.body)?.length ? undefined : "expected the pages to be the whole";
    page = { limit: 1, token };
  }
  return "expected the pages to end";
}

/** A page without one is the last: pages are optional. */
function tokenOf(body: unknown): string {
  const page = isRecord(body) ? body["page"] : undefined;
  return isRecord(page) && typeof page["next_token"] === "string" ? page["next_token"] : "";
}
