import type { Circumstances, Listed, Relata } from "@relata/core";
import { describe, expect, test } from "vitest";
import { filledRelata, model, STORES } from "./situation.ts";

const SUBJECTS = [
  "user:ann",
  "apikey:importer",
  "user:carl",
  "user:bob",
  "user:eve",
  "user:ida",
  "user:rob",
  "user:new",
];
const OBJECTS = ["folder:plans", "folder:public", "folder:top", "group:clerks", "folder:new"].concat(
  ["1", "2", "3", "4"].map((id) => `client_abc:invoice:${id}`),
);
const given: Circumstances = { context: { region: "eu" } };

/** What a list says of one reference: its own entry, or the wildcard's where it is no exception. */
function outcomeIn(list: readonly Listed[], reference: string): string {
  const own = list.find((entry) => entry.reference === reference);
  if (own !== undefined) return own.outcome;
  const rest = list.find((entry) => entry.except?.includes(reference) === false);
  return rest?.outcome ?? "denied";
}

function typeOf(reference: string): string {
  return reference.slice(0, reference.lastIndexOf(":"));
}

function namesOf(object: string): readonly string[] {
  const type = model.types.find(({ name }) => name === typeOf(object));
  return [...(type?.relations ?? []), ...(type?.permissions ?? [])].map(({ name }) => name);
}

async function everyOutcome(relata: Relata): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const subject of SUBJECTS) {
    for (const object of OBJECTS) {
      for (const permission of namesOf(object)) {
        const { outcome } = await relata.check({ ...given, subject, permission, object });
        outcomes[`${subject} ${permission} ${object}`] = outcome;
      }
    }
  }
  return outcomes;
}

describe.each(STORES)("%s", (_, open) => {
  test("can, check, explain, both lists and a view give one answer to every question of the situation", async () => {
    const relata = await filledRelata(open);
    const view = await relata.at();
    const outcomes = await everyOutcome(relata);
    for (const subject of SUBJECTS) {
      for (const object of OBJECTS) {
        for (const permission of namesOf(object)) {
          const question = { ...given, subject, permission, object };
          const name = `${subject} ${permission} ${object}`;
          const outcome = outcomes[name];
          const byObject = { ...given, subject, permission, type: typeOf(object) };
          const bySubject = { ...given, object, permission, type: typeOf(subject) };
          expect({
            name,
            can: await relata.can(subject, permission, object, given),
            viewCan: view.can(subject, permission, object, given),
            explain: (await relata.explain(question)).decision.outcome,
            view: view.check(question).outcome,
            viewExplain: view.explain(question).decision.outcome,
            objects: outcomeIn(await relata.listObjects(byObject), object),
            viewObjects: outcomeIn(view.listObjects(byObject), object),
            subjects: outcomeIn(await relata.listSubjects(bySubject), subject),
            viewSubjects: outcomeIn(view.listSubjects(bySubject), subject),
          }).toEqual({
            name,
            can: outcome === "allowed",
            viewCan: outcome === "allowed",
            explain: outcome,
            view: outcome,
            viewExplain: outcome,
            objects: outcome,
            viewObjects: outcome,
            subjects: outcome,
            viewSubjects: outcome,
          });
        }
      }
    }
    // A situation in which one answer never comes up would prove little about it.
    expect(new Set(Object.values(outcomes))).toEqual(new Set(["allowed", "denied", "conditional"]));
  });

  test.each(["user:ann", "apikey:importer"])(
    "%s, in a group inside the clerks, is a clerk like its members",
    async (who) => {
      const relata = await filledRelata(open);
      expect(await relata.can(who, "member", "group:clerks")).toBe(true);
      expect(await relata.can(who, "write", "client_abc:invoice:1")).toBe(true);
      expect(await relata.can(who, "refund", "client_abc:invoice:1")).toBe(true);
      expect(await relata.can(who, "write", "client_abc:invoice:2")).toBe(false);
    },
  );

  test("an exclusion takes away what a group grants, and a folder above grants what lies below", async () => {
    const relata = await filledRelata(open);
    expect(await relata.can("user:carl", "clerk", "client_abc:invoice:1")).toBe(true);
    expect(await relata.can("user:carl", "read", "client_abc:invoice:1")).toBe(false);
    expect(await relata.can("user:eve", "read", "client_abc:invoice:1")).toBe(true);
  });

  test("a wildcard admits users that nobody has heard of, and no key", async () => {
    const relata = await filledRelata(open);
    expect(await relata.can("user:new", "read", "client_abc:invoice:2")).toBe(true);
    expect(await relata.can("apikey:new", "read", "client_abc:invoice:2")).toBe(false);
    const listed = await relata.listSubjects({ object: "folder:public", permission: "view", type: "user" });
    expect(listed.at(-1)).toEqual({ reference: "user:*", outcome: "allowed", except: [] });
  });

  test("who is denied what a wildcard grants is an exception in the list", async () => {
    const relata = await filledRelata(open);
    const second = "client_abc:invoice:2";
    await relata.write([`${second}#banned@user:carl`]);
    const listed = await relata.listSubjects({ object: second, permission: "read", type: "user" });
    expect(listed.at(-1)).toEqual({ reference: "user:*", outcome: "allowed", except: ["user:carl"] });
    expect(listed.map(({ reference }) => reference)).not.toContain("user:carl");
    expect(await relata.can("user:carl", "read", second)).toBe(false);
  });

  test("all of several subjects get the AND of their answers, in lists too", async () => {
    const relata = await filledRelata(open);
    const both = { allOf: ["user:ann", "apikey:importer"] };
    const one = { allOf: ["user:ann", "user:bob"] };
    expect(await relata.can(both, "write", "client_abc:invoice:1")).toBe(true);
    expect(await relata.can(one, "write", "client_abc:invoice:1")).toBe(false);
    expect(await relata.listObjects({ subject: both, permission: "write", type: "client_abc:invoice" })).toEqual([
      { reference: "client_abc:invoice:1", outcome: "allowed" },
    ]);
    expect(await relata.listObjects({ subject: one, permission: "write", type: "client_abc:invoice" })).toEqual([]);
  });

  test("a list of a subject set names sets, each as a reference", async () => {
    const relata = await filledRelata(open);
    const input = { object: "client_abc:invoice:1", permission: "write", type: "group#member" };
    expect(await relata.listSubjects(input)).toEqual([
      { reference: "group:clerks#member", outcome: "allowed" },
      { reference: "group:juniors#member", outcome: "allowed" },
    ]);
  });

  test("an explanation of what is allowed leads from the permission to the tuples", async () => {
    const relata = await filledRelata(open);
    const input = { subject: "apikey:importer", permission: "write", object: "client_abc:invoice:1" };
    const { decision, reasons } = await relata.explain(input);
    expect(decision).toEqual({ outcome: "allowed" });
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.subject).toEqual({ type: "apikey", id: "importer" });
    const names = reasons[0]?.names.map(({ object, name }) => `${object.type}:${object.id} ${name}`);
    expect(names?.[0]).toBe("client_abc:invoice:1 write");
    expect(names).toContain("group:juniors member");
  });
});
