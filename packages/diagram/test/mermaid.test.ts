import { compileText } from "@relata/language";
import { isFailure, type Model } from "@relata/model";
import { expect, test } from "vitest";
import { mermaid, MAX_LINES_INTO, MAX_ROWS } from "../src/index.ts";
import { readMermaid } from "./read-mermaid.ts";

function modelOf(...lines: readonly string[]): Model {
  const { model, diagnostics } = compileText(["model 1", ...lines].join("\n"));
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return model;
}

const SHARED = [
  "type user",
  "type apikey",
  "type group { relation member: user | apikey | group#member }",
  "type folder {",
  "  relation parent: folder",
  "  relation viewer: user | apikey | group#member | user:*",
  "  relation auditor: user with office_hours | group#member with office_hours",
  "  permission view = (viewer + parent->view) - auditor",
  "  permission audit = auditor when calm",
  "}",
  'policy office_hours(tuple from: timestamp) = json { ">=": [{ "var": "now" }, { "var": "from" }] }',
  'policy calm = json { "==": [{ "var": "action" }, "audit"] }',
];

test("a small model is drawn whole", async () => {
  const text = mermaid(modelOf(...SHARED));
  expect(text).toBe(`%%{init: {"flowchart": {"wrappingWidth": 800}}}%%
flowchart LR
  %% solid: one subject; thick: a subject set; dotted: every subject of the type
  t_apikey(["<b>apikey</b>"])
  t_folder["<b>folder</b><hr><div>parent: folder<br>audit = auditor when calm<br>view = (viewer + parent-#gt;view) - auditor</div>"]
  t_group["<b>group</b><hr><div>member: group#member</div>"]
  t_user(["<b>user</b>"])
  t_folder == "auditor with office_hours,<br>viewer: group#member" ==> t_group
  t_folder -- "auditor with office_hours,<br>viewer" --> t_user
  t_folder -- "viewer" --> t_apikey
  t_folder -. "viewer: user:#42;" .-> t_user
  t_group -- "member" --> t_apikey
  t_group -- "member" --> t_user
  classDef object stroke:#3B8FD0,stroke-width:2px,text-align:left
  classDef subject stroke:#D98200,stroke-width:2px
  classDef namespace fill:none,stroke:#8A8A8A,stroke-dasharray:4
  class t_folder,t_group object
  class t_apikey,t_user subject
`);
});

test("Mermaid reads what was meant", async () => {
  const { boxes, lines } = await readMermaid(mermaid(modelOf(...SHARED)));
  expect(boxes).toEqual([
    { id: "t_apikey", shape: "stadium", text: "apikey" },
    {
      id: "t_folder",
      shape: "square",
      text: "folder\nparent: folder\naudit = auditor when calm\nview = (viewer + parent->view) - auditor",
    },
    { id: "t_group", shape: "square", text: "group\nmember: group#member" },
    { id: "t_user", shape: "stadium", text: "user" },
  ]);
  expect(lines.slice(0, 4)).toEqual([
    { from: "t_folder", to: "t_group", stroke: "thick", text: "auditor with office_hours,\nviewer: group#member" },
    { from: "t_folder", to: "t_user", stroke: "normal", text: "auditor with office_hours,\nviewer" },
    { from: "t_folder", to: "t_apikey", stroke: "normal", text: "viewer" },
    { from: "t_folder", to: "t_user", stroke: "dotted", text: "viewer: user:*" },
  ]);
});

test("the order of declarations and of files does not show", () => {
  const [user, apikey, ...rest] = SHARED;
  const types = `${rest.join("\n")}\n${apikey}\n${user}`;
  expect(mermaid(modelOf(types))).toBe(mermaid(modelOf(...SHARED)));
});

test("a new type changes no line of the others", () => {
  const before = mermaid(modelOf(...SHARED)).split("\n");
  const after = new Set(mermaid(modelOf(...SHARED, "type a_new { relation owner: user }")).split("\n"));
  expect(before.filter((line) => !after.has(line))).toEqual(["  class t_folder,t_group object"]);
});

test("without permissions, the boxes hold names and what has no line", async () => {
  const { boxes } = await readMermaid(mermaid(modelOf(...SHARED), { permissions: false }));
  expect(boxes.map(({ text }) => text)).toEqual([
    "apikey",
    "folder\nparent: folder",
    "group\nmember: group#member",
    "user",
  ]);
});

test("a relation that is more than its tuples shows its expression beside its lines", async () => {
  const model = modelOf("type user", "type doc { relation editor: user\nrelation viewer: user = this + editor }");
  const { boxes, lines } = await readMermaid(mermaid(model));
  expect(boxes[0]?.text).toBe("doc\nviewer = this + editor");
  expect(lines).toEqual([{ from: "t_doc", to: "t_user", stroke: "normal", text: "editor, viewer" }]);
});

test("a long expression is broken between its words", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `relation_${i}`);
  const relations = names.map((name) => `relation ${name}: user`);
  const model = modelOf("type user", "type doc {", ...relations, `permission all = ${names.join(" + ")}`, "}");
  const rows = (await readMermaid(mermaid(model))).boxes[0]?.text.split("\n").slice(1) ?? [];
  expect(rows.length).toBe(3);
  expect(Math.max(...rows.map((row) => row.trim().length))).toBeLessThanOrEqual(60);
  expect(rows.map((row) => row.trim()).join(" ")).toBe(`all = ${names.join(" + ")}`);
});

/** A model with so many types, each with a folder and with so many permissions, and all with the same user. */
function wide(types: number, permissions = 1): Model {
  const names = Array.from({ length: types }, (_, i) => i);
  const granted = Array.from({ length: permissions }, (_, i) => `permission p${i} = owner`);
  const bodies = names.map((i) => `type t${i} { relation owner: user\nrelation in: f${i}\n${granted.join("\n")} }`);
  return modelOf("type user", ...names.map((i) => `type f${i}`), ...bodies);
}

test("a type that many refer to has lines up to the bound, and is named in the boxes beyond it", async () => {
  const few = await readMermaid(mermaid(wide(MAX_LINES_INTO), { permissions: false }));
  expect(few.lines.filter(({ to }) => to === "t_user")).toHaveLength(MAX_LINES_INTO);
  const many = await readMermaid(mermaid(wide(MAX_LINES_INTO + 1), { permissions: false }));
  expect(many.lines.filter(({ to }) => to === "t_user")).toEqual([]);
  expect(many.lines).toHaveLength(MAX_LINES_INTO + 1);
  expect(many.boxes.find(({ id }) => id === "t_t0")?.text).toBe("t0\nowner: user");
  expect(many.boxes.find(({ id }) => id === "t_user")?.text).toBe("user");
});

test("a crowded type that is asked for has its lines", async () => {
  const { lines } = await readMermaid(mermaid(wide(MAX_LINES_INTO + 5), { types: ["user"] }));
  expect(lines).toHaveLength(MAX_LINES_INTO + 5);
});

test("permissions are shown up to the bound, unless they are asked for", () => {
  expect(mermaid(wide(4, MAX_ROWS / 4))).toContain("p0 = owner");
  expect(mermaid(wide(4, MAX_ROWS / 4 + 1))).not.toContain("p0 = owner");
  expect(mermaid(wide(4, MAX_ROWS / 4 + 1), { permissions: true })).toContain("p0 = owner");
});

test("a type that is asked for is drawn whole, with its neighbours and no more", async () => {
  const model = modelOf(
    ...SHARED,
    "type doc { relation folder: folder\nrelation team: group\npermission view = folder->view }",
  );
  const { boxes, lines } = await readMermaid(mermaid(model, { types: ["folder"] }));
  expect(boxes.map(({ text }) => text)).toEqual([
    "apikey",
    "doc",
    "folder\nparent: folder\naudit = auditor when calm\nview = (viewer + parent->view) - auditor",
    "group",
    "user",
  ]);
  expect(lines.every(({ from, to }) => from === "t_folder" || to === "t_folder")).toBe(true);
  expect(lines).toHaveLength(5);
});

test("several types may be asked for", async () => {
  const model = modelOf(
    "type user",
    "type a { relation r: user }",
    "type b { relation r: user }",
    "type c { relation r: user }",
  );
  const { boxes } = await readMermaid(mermaid(model, { types: ["a", "c"] }));
  expect(boxes.map(({ id }) => id)).toEqual(["t_a", "t_c", "t_user"]);
});

test("a type that the model lacks is a failure that names the one that was meant", () => {
  let error: unknown;
  try {
    mermaid(modelOf(...SHARED), { types: ["foldr"] });
  } catch (thrown) {
    error = thrown;
  }
  expect(isFailure(error, "unknown_type")).toBe(true);
  expect(String(error)).toContain("unknown type `foldr`; did you mean `folder`?");
});

test("types of one namespace stand in a frame, if there are several", async () => {
  const model = modelOf("type crm:deal", "type crm:note", "type ops:log", "type user");
  const { frames } = await readMermaid(mermaid(model));
  expect(frames).toEqual([{ title: "crm", ids: ["t_crm_3a_deal", "t_crm_3a_note"] }]);
});

/** Types of which each has a relation with the next, the last one with the first of those given. */
function chain(length: number, ...last: readonly string[]): Model {
  const types = Array.from({ length: length - 1 }, (_, i) => `type t${i} { relation next: t${i + 1} }`);
  return modelOf(...types, `type t${length - 1} ${last.length === 0 ? "" : `{ relation back: ${last.join(" | ")} }`}`);
}

test("lines lead to the right, and down where many boxes would stand in a row", () => {
  expect(mermaid(chain(4))).toContain("\nflowchart LR\n");
  expect(mermaid(chain(5))).toContain("\nflowchart TB\n");
  expect(mermaid(chain(3, "t0", "t1"))).toContain("\nflowchart LR\n");
  expect(mermaid(chain(20, "t3"))).toContain("\nflowchart TB\n");
});

test("lines lead where they are asked to", () => {
  expect(mermaid(chain(3), { direction: "down" })).toContain("\nflowchart TB\n");
  expect(mermaid(chain(9), { direction: "right" })).toContain("\nflowchart LR\n");
});
