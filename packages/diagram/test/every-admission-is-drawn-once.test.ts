import { formatSubjectType, type Model } from "@relata/model";
import { models } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawPicture } from "../src/draw-picture.ts";
import { mermaid } from "../src/index.ts";
import type { Line } from "../src/picture.ts";
import { readMermaid } from "./read-mermaid.ts";

const SEED = process.env["RELATA_SEED"] === undefined ? {} : { seed: Number(process.env["RELATA_SEED"]) };

/** `doc owner user`: everything that the model admits, once. */
function admitted({ types }: Model): readonly string[] {
  return types.flatMap(({ name, relations }) =>
    relations.flatMap((relation) =>
      relation.subjects.map((subject) => `${name} ${relation.name} ${formatSubjectType(subject)}`),
    ),
  );
}

/** The same, read back from lines and rows. */
function drawn(model: Model): readonly string[] {
  const { boxes, lines } = drawPicture(model, { permissions: false });
  const inside = boxes.flatMap(({ type, rows }) =>
    rows.flatMap((row) => {
      const [relation = "", subjects = ""] = row.split(/: (.*)/);
      return subjects.split(" | ").map((subject) => `${type} ${relation} ${subject}`);
    }),
  );
  return [...inside, ...lines.flatMap(onLine)];
}

function onLine({ from, to, kind, labels }: Line): readonly string[] {
  return labels.flatMap((label) => {
    const [names = "", who = to] = kind === "one" ? [label] : label.split(/: (.*)/);
    return names.split(", ").map((name) => {
      const [relation = "", policy] = name.split(" with ");
      return `${from} ${relation} ${who}${policy === undefined ? "" : ` with ${policy}`}`;
    });
  });
}

test("every kind of subject that a relation admits is drawn once, on a line or in a row", () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(drawn(model).toSorted()).toEqual(admitted(model).toSorted());
    }),
    { numRuns: 300, ...SEED },
  );
});

test("Mermaid reads the picture of every model, with a box for each type", async () => {
  await fc.assert(
    fc.asyncProperty(models, fc.boolean(), async (model, permissions) => {
      const { boxes, lines } = await readMermaid(mermaid(model, { permissions }));
      expect(boxes).toHaveLength(model.types.length);
      expect(lines).toHaveLength(drawPicture(model).lines.length);
    }),
    { numRuns: 40, ...SEED },
  );
});
