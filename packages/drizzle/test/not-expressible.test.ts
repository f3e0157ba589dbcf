import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel } from "@relata/core";
import { indexModel, isFailure } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll, describe, expect, test } from "vitest";
import { authorized } from "../src/index.ts";
import { compilePermission } from "../src/compile/compiled-permission.ts";

/** What compiling `view` of `doc` says, where its type and policies are declared so. */
function refusal(declarations: string, policies = ""): string {
  const { model } = readModel(`model 1
    type user { attribute level: number  attribute name: string }
    type doc {
      attribute level: number  attribute name: string  attribute title: string  attribute tags: list<string>
      attribute due: duration
      ${declarations}
    }
    context limit: number
    context tags: list<string>
    ${policies}`);
  try {
    compilePermission(indexModel(model), { type: "doc", name: "view" });
    return "none";
  } catch (error) {
    if (isFailure(error, "not_expressible")) return error.message;
    throw error;
  }
}

const TREE = "relation parent: doc  relation viewer: user  relation banned: user";

/** A database of the application that nothing is asked of but which one it is. */
const folder = mkdtempSync(join(tmpdir(), "relata-drizzle-"));
const path = join(folder, "app.db");
const client = new Database(path);
const db = drizzle(client);
afterAll(() => {
  client.close();
  rmSync(folder, { recursive: true });
});

describe("within a cycle", () => {
  test("what one recursive query holds is compiled", () => {
    expect(refusal(`${TREE} permission view = viewer + parent->view`)).toBe("none");
    expect(refusal(`${TREE} permission view = (viewer + parent->view) - banned`)).toBe("none");
    expect(refusal(`${TREE} permission view = (viewer + parent->view) & (viewer + banned)`)).toBe("none");
    expect(refusal(`${TREE} permission up = parent->view permission view = viewer + up`)).toBe("none");
    expect(refusal(`${TREE} permission view = viewer + parent->parent->view`)).toBe("none");
    expect(refusal("relation viewer: user | doc#viewer permission view = viewer - viewer->viewer")).toBe("none");
  });

  test("an exclusion of what is in it is refused, with what to do instead", () => {
    expect(refusal(`${TREE} permission view = viewer - parent->view`)).toBe(
      "`view` of `doc` asks for itself through the right side of `-`, which no recursive query can: exclude outside of the " +
        "cycle, or page with `listObjects`, or ask `checkMany` of the rows that the query found",
    );
  });

  test("an `all` that leads into it is refused", () => {
    expect(refusal(`${TREE} permission view = viewer + parent.all(view)`)).toContain("through an `all` over objects");
  });

  test("an intersection of two operands of it is refused", () => {
    const two = `${TREE} relation team: doc permission view = viewer + (parent->view & team->view)`;
    expect(refusal(two)).toContain("through an intersection of two operands");
  });

  test("an `all`, an intersection and an exclusion outside of it are compiled", () => {
    const walk = `${TREE} permission up = viewer + parent->up permission down = banned + parent->down`;
    expect(refusal(`${walk} permission view = up & down`)).toBe("none");
    expect(refusal(`${walk} permission view = up - down`)).toBe("none");
    expect(refusal(`${walk} permission view = parent.all(up)`)).toBe("none");
  });
});

/** The same of a policy. */
const when = (body: string) =>
  refusal("relation viewer: user permission view = viewer when rule", `policy rule = ${body}`);

describe("of a policy", () => {
  test("comparisons, truths and lists that it writes are compiled", () => {
    expect(when("resource.level <= 3 && !(resource.name == subject.name) || has(resource.tags)")).toBe("none");
    expect(when('resource.name in ["a", "b"]')).toBe("none");
  });

  test("what it makes of the request alone may be anything", () => {
    expect(
      when('resource.level < context.limit * 2 && "x" in context.tags && now > timestamp("2027-01-01T00:00:00Z")'),
    ).toBe("none");
  });

  test("anything else that it reads of a row is refused", () => {
    expect(when("resource.level + 1 < 3")).toContain("policy `rule` at `doc` asks `+` of what it reads");
    expect(when('"a" in resource.tags')).toContain("asks `in` of what it reads");
    expect(when("resource.tags == context.tags")).toContain("compares `resource.tags`, which is of type `list`");
    expect(when('resource.name.startsWith("a")')).toContain("asks `startsWith` of what it reads");
    expect(when('resource.due < duration("1h")')).toContain("compares `resource.due`, which is of type `duration`");
  });
});

test("two texts of rows have no order that a database and a policy share, and neither have those in rare letters", async () => {
  const { model } = readModel(`model 1
    type user
    type doc {
      attribute name: string  attribute title: string
      relation viewer: user
      permission view = viewer when ordered
      permission rare = viewer when beyond
      permission plain = viewer when common
    }
    policy ordered = resource.name < resource.title
    policy beyond = resource.name < "\u{1F600}"
    policy common = resource.name < "m"`);
  const relata = await createRelata({ model, store: sqlite(path) });
  const docs = sqliteTable("docs", { id: text("id"), name: text("name"), title: text("title") });
  const question = { subject: "user:ann", type: "doc", attributes: { name: docs.name, title: docs.title } };
  const asked = (permission: string) =>
    authorized(relata, db).visible(docs.id, { ...question, permission }, { shape: "exists" });
  await expect(asked("view")).rejects.toThrow("of texts of which neither is written out in common letters");
  await expect(asked("rare")).rejects.toMatchObject({ code: "not_expressible" });
  await expect(asked("plain")).resolves.toBeDefined();
  await relata.close();
});

test("an engine whose attributes come from a function is refused where a policy reads them, when the application starts", async () => {
  const { model } = readModel(`model 1
    type user
    type doc {
      attribute level: number  trusted attribute seal: number
      relation viewer: user
      permission view = viewer when high
      permission open = viewer
    }
    policy high = resource.level > 3`);
  const relata = await createRelata({ model, store: sqlite(path), provide: { doc: () => ({}) } });
  const authz = authorized(relata, db);
  expect(() => authz.require("doc", "view")).toThrow(
    "policy `high` reads attributes of `doc`, which this engine is provided with by a function: store them, or make an " +
      "engine without `provide` of `doc` and name columns as its `attributes`",
  );
  expect(() => authz.require("doc", "open")).not.toThrow();
  expect(() => authz.require("doc", "opne")).toThrow("did you mean `open`?");
  const docs = sqliteTable("docs", { id: text("id") });
  const open = { subject: "user:ann", type: "doc", permission: "open" };
  await expect(authz.visible(docs.id, { ...open, attributes: { seal: docs.id } })).rejects.toThrow("is trusted");
  await expect(authz.visible(docs.id, { ...open, attributes: { lvel: docs.id } })).rejects.toThrow(
    "did you mean `level`?",
  );
  await relata.close();
});

/** Types below one another, each with so many relations. */
function chain(length: number, relations = 1): string {
  const names = Array.from({ length: relations }, (_, i) => `r${i}`);
  const type = (i: number, isLast: boolean) => `type t${i} {
    ${names.map((name) => `relation ${name}: user`).join("\n")}
    ${isLast ? "" : `relation up: t${i + 1}`}
    permission view = ${isLast ? "" : "up->view + "}${names.join(" + ")}
  }`;
  return `model 1
    type user
    ${Array.from({ length }, (_, i) => type(i, i === length - 1)).join("\n")}`;
}

test.each([
  ["deep", chain(14), "through more than 12 look-ups inside one another"],
  ["wide", chain(1, 900), "comes to more than 400 look-ups"],
])(
  "a permission that is too %s is refused in every shape, and when the application starts",
  async (_, declared, message) => {
    const relata = await createRelata({ model: readModel(declared).model, store: sqlite(path) });
    const authz = authorized(relata, db);
    const failure = { code: "not_expressible", message: expect.stringContaining(message) };
    expect(() => authz.require("t0", "view")).toThrow(expect.objectContaining(failure));
    const { id } = sqliteTable("docs", { id: text("id") });
    for (const shape of ["exists", "in", "auto"] as const)
      await expect(
        authz.visible(id, { subject: "user:ann", permission: "view", type: "t0" }, { shape }),
      ).rejects.toMatchObject(failure);
    await relata.close();
  },
);

test("one that is almost so is asked by SQLite, which counts how deep an expression is", async () => {
  client.exec("create table t0s (id text); insert into t0s values ('a'), ('b')");
  const { id } = sqliteTable("t0s", { id: text("id") });
  const relata = await createRelata({ model: readModel(chain(13, 25)).model, store: sqlite(path) });
  await relata.write([
    "t12:top#r24@user:ann",
    "t0:a#up@t1:x",
    ...Array.from({ length: 11 }, (_, i) => `t${i + 1}:x#up@t${i + 2}:${i === 10 ? "top" : "x"}`),
  ]);
  const authz = authorized(relata, db);
  authz.require("t0", "view");
  for (const shape of ["exists", "in"] as const) {
    const visible = await authz.visible(id, { subject: "user:ann", permission: "view", type: "t0" }, { shape });
    expect(db.all(sql`select id from t0s where ${visible}`)).toEqual([{ id: "a" }]);
  }
  await relata.close();
});
