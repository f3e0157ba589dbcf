import { judgeBy, parseFacts, readModel } from "@relata/core";
import {
  countedStranded,
  diffAccess,
  diffModels,
  findCounterexample,
  renderMarkdown,
  renderText,
  type DiffReport,
} from "@relata/diff";
import { indexModel, instantFromMs } from "@relata/model";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";

const OLD = `model 1
type user
type box {
  attribute size: number
  relation viewer: user
  relation owner: user
  permission view = viewer + owner
  permission edit = owner when small
}
policy small = json { "<=": [{ "var": "resource.size" }, 10] }
`;

const NEW = OLD.replace("relation viewer", "relation reader")
  .replace("view = viewer", "view = reader")
  .replace("number", "string")
  .replace('"<=": [{ "var": "resource.size" }, 10]', '"==": [{ "var": "resource.size" }, "s"]');

const FACTS = `box:1#viewer@user:ann
box:2#viewer@user:ann
box:3#owner@user:bob
box:3 {"size": 3}
`;

/** Everything that there is to say of the two models, over the facts. */
function fullReport(): DiffReport {
  const [before, after] = [readModel(OLD).model, readModel(NEW).model];
  const { tuples, attributes } = parseFacts(indexModel(before), FACTS, "facts.txt");
  const data = { tuples, attributes: attributes.map(({ object, set = {} }) => ({ object, values: set })) };
  const stranded = memoryStore(data).models.judge(judgeBy(after));
  return {
    applied: { number: 7, at: 0, hash: "x" },
    changes: diffModels(before, after),
    stranded: stranded instanceof Promise ? { tuples: [], attributes: [] } : stranded,
    access: diffAccess(before, after, data, { now: instantFromMs(0) }),
    search: findCounterexample(before, after),
  };
}

const mark = (name: string) => (text: string) => `<${name}>${text}</>`;

const NO_CHANGES: DiffReport = { changes: [] };

describe("as text", () => {
  test("each part has a heading, what is said, and below it what it is said of", () => {
    expect(renderText(fullReport())).toBe(`compared with model 7, applied 1970-01-01T00:00:00Z
model: 6 changes
  ~ attribute \`box.size\` is of another type
      was  attribute size: number
      now  attribute size: string
  + relation \`box#reader\` was added
      now  relation reader: user
  ~ \`box#view\` gains \`reader\`
      was  viewer + owner
      now  reader + owner
  ~ \`box#view\` loses \`viewer\`
      was  viewer + owner
      now  reader + owner
  - relation \`box#viewer\` was removed, and \`box#reader\` was added with the same shape: a rename?
  ~ policy \`small\` says something else
      was  policy small = resource.size <= 10
      now  policy small = resource.size == "s"
data: 2 tuples and 1 attribute would be stranded
  ! 2 of box#viewer@user: type \`box\` has no relation \`viewer\`
      box:1#viewer@user:ann
      box:2#viewer@user:ann
  ! 1 of box.size: type \`box\` declares \`size: string\`, and the value is none
      box:3 {"size":3}
access:
  - user:ann loses view on 2 boxes through box.viewer
      user:ann on box:1
      user:ann on box:2
  - user:ann loses viewer on 2 boxes through box.viewer (the name is gone)
      user:ann on box:1
      user:ann on box:2
  - user:bob gets an error instead of an answer about edit on box:3 through box.owner
example: user:1 view box:1: allowed before, denied after
      box:1#viewer@user:1
`);
  });

  test("equal models, nobody's access and nothing stranded are said in a line each", () => {
    const nobody = { groups: [], stillConditional: 2, lists: 0 };
    expect(renderText({ ...NO_CHANGES, access: nobody, stranded: { tuples: [], attributes: [] } }))
      .toBe(`the models are equal
data: everything that is live fits the new model
access: nobody's answer changes over this data
  2 answers stay conditional: what decides them was not compared
`);
    expect(renderText({ ...NO_CHANGES, applied: null })).toBe("no model has been applied yet\n");
  });

  test("marks stand around what they set off, and around nothing else", () => {
    const marks = { heading: mark("h"), added: mark("a"), removed: mark("r"), faint: mark("f") };
    const marked = renderText(fullReport(), marks);
    expect(marked).toContain("\n  <a>+</> relation `box#reader` was added\n      <f>now  relation reader: user</>\n");
    expect(marked).toContain("\n<h>access:</>\n  <r>-</> user:ann loses view");
    expect(marked.replaceAll(/<\/?\w*>/g, "")).toBe(renderText(fullReport()));
  });
});

describe("as Markdown", () => {
  test("what is said is a list, and what it is said of is folded away", () => {
    const text = renderMarkdown(fullReport());
    expect(text).toMatch(/^## Permission model\n\n\*\*6 changes\*\*\n\n- attribute `box.size` is of another type\n/);
    expect(text).toContain("\n# box#view\n- viewer + owner\n+ reader + owner\n");
    expect(text).toContain("\n- 2 of `box#viewer@user`: type `box` has no relation `viewer`\n");
    expect(text).toContain("\n- `user:ann` loses `view` on 2 `boxes` through `box.viewer`\n");
    expect(text).toContain("\nview: user:ann on box:1: allowed before, denied after\n");
    expect(text).toContain(
      "### An example of the difference\n\n```\nuser:1 view box:1: allowed before, denied after\nbox:1#viewer@user:1\n```\n",
    );
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
  });

  test("no text of a model ends the code that it stands in", () => {
    const fence = "```";
    const docs = readModel(`model 1\n/// ${fence}\n/// </details>\ntype user\n`).model;
    const text = renderMarkdown({ changes: diffModels(readModel("model 1\ntype user\n").model, docs) });
    expect(text).toContain("\n````diff\n# user\n+ ```\n+ </details>\n````\n");
  });

  test("where nothing changes, it says so", () => {
    const nobody = { groups: [], stillConditional: 1, lists: 0 };
    expect(renderMarkdown({ ...NO_CHANGES, access: nobody, stranded: { tuples: [], attributes: [] } }))
      .toBe(`## Permission model

The model does not change.

Everything that is live fits the new model.

### Whose access changes

Nobody's, over this data.

1 answer stays conditional: what decides it was not compared.
`);
    const same = readModel(OLD).model;
    expect(renderMarkdown({ ...NO_CHANGES, applied: null, search: findCounterexample(same, same) })).toContain(
      "No model has been applied yet.\n\n### An example of the difference\n\nNone: no world of up to 6 tuples",
    );
  });
});

test("what is stranded is counted by what there is", () => {
  const tuple = { kind: { type: "a", relation: "r", subject: { type: "u" } }, reason: "", examples: [] };
  const attribute = { kind: { type: "a", name: "n" }, reason: "", examples: [] };
  expect(countedStranded({ tuples: [], attributes: [] })).toBe("0 tuples");
  expect(
    countedStranded({
      tuples: [
        { ...tuple, count: 1_200 },
        { ...tuple, count: 34 },
      ],
      attributes: [],
    }),
  ).toBe("1,234 tuples");
  expect(countedStranded({ tuples: [], attributes: [{ ...attribute, count: 1 }] })).toBe("1 attribute");
});
