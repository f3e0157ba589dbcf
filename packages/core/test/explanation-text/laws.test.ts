import { renderExplanation, type Explanation } from "@relata/core";
import { indexModel, isFailure } from "@relata/model";
import { explain, MemoryGraph } from "@relata/resolver";
import { questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";

const MARKS = { allowed: "✓", denied: "✗", conditional: "?" } as const;

/** Every explanation that the world gives to the question, whatever the permission; questions that fail have none. */
function explanations(world: World, question: Omit<WorldQuestion, "permission">): readonly Explanation[] {
  const graph = new MemoryGraph(world.tuples);
  for (const { object, values } of world.attributes) graph.setAttributes(object, values);
  const names = indexModel(world.model).types.get(question.object.type)?.rewrites.keys() ?? [];
  return [...names].flatMap((permission) => {
    try {
      return [{ ...explain(world.model, graph, { ...question, permission }), misses: [] }];
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  });
}

/** Runs the law over every explanation of random worlds, with the trees of its reasons. */
function holdsOverWorlds(law: (explanation: Explanation, trees: readonly (readonly string[])[]) => void): void {
  let seen = 0;
  fc.assert(
    fc.property(worlds, questions, (world, question) => {
      for (const explanation of explanations(world, question)) {
        seen++;
        const trees = renderExplanation(explanation).split("\n\n");
        law(
          explanation,
          trees.map((tree) => tree.split("\n")),
        );
      }
    }),
    { numRuns: 200 },
  );
  // A law that nothing was held to says nothing.
  expect(seen).toBeGreaterThan(100);
}

function markOf(line: string | undefined): string | undefined {
  return /[✓✗?]/u.exec(line ?? "")?.[0];
}

test("each subject has one tree, whose first line carries the mark of its answer", () => {
  holdsOverWorlds(({ reasons, decision }, trees) => {
    expect(trees).toHaveLength(reasons.length);
    // One subject of several may be a paradox that the others outweigh: its tree has no mark of an answer.
    if (reasons.some(({ names }) => names[0]?.step.kind === "paradox")) return;
    const marks = new Set(trees.map(([first]) => markOf(first)));
    // All of the subjects must be allowed, so the least of their answers is the answer.
    const least = ["✗", "?", "✓"].find((mark) => marks.has(mark));
    expect(least).toBe(MARKS[decision.outcome]);
  });
});

test("the lines right below the first carry its mark: each of them bears on the answer in the same way", () => {
  holdsOverWorlds((_, trees) => {
    for (const [first, ...rest] of trees) {
      const below = rest.filter((line) => /^[├└]─ [✓✗?]/u.test(line));
      for (const line of below) expect(markOf(line)).toBe(markOf(first));
    }
  });
});

test("what is conditional names every value that is missing", () => {
  holdsOverWorlds(({ decision }, trees) => {
    if (decision.outcome !== "conditional") return;
    const text = trees.flat().join("\n");
    for (const { path } of decision.missing) expect(text).toContain(path);
  });
});

test("a line that says `see above` has above it the line that it speaks of", () => {
  holdsOverWorlds((_, trees) => {
    for (const lines of trees) {
      for (const [i, line] of lines.entries()) {
        const [, said] =
          /[✓✗?] (?:(?:perhaps )?excluded by )?(.*) \((?:see above|a cycle alone grants nothing)\)$/u.exec(line) ?? [];
        if (said === undefined) continue;
        const above = lines.slice(0, i).join("\n");
        // A name of which one tuple is all that is to be said may stand above as that tuple.
        const [, name = "", object = ""] = /^(\S+) on (.+)$/u.exec(said) ?? [];
        const everyObject = `${object.slice(0, object.lastIndexOf(":"))}:*`;
        const asTuples = name === "" ? [] : [object, everyObject].map((on) => `${on}#${name}@`);
        const told = [said.split("#")[0] ?? said, ...asTuples];
        expect(
          told.some((text) => above.includes(text)),
          `${line}\nstands below\n${above}`,
        ).toBe(true);
      }
    }
  });
});

test("no line holds what was never meant to be shown", () => {
  holdsOverWorlds((_, trees) => {
    for (const line of trees.flat()) {
      expect(line).toMatch(/^[│├└─↳ ]*(?:[✓✗?] \S|… )/u);
      expect(line).not.toMatch(/undefined|\[object|NaN| -> | \.all /);
    }
  });
});
