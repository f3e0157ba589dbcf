import { formatKey, type Rewrite, type Tuple } from "@relata/model";
import { NAMES, questions, worlds, type Verdict, type World } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { disagreement } from "../disagreement.ts";
import { failureOf } from "../theorem.ts";
import { rewritten, throughout, verdictsOf } from "./metamorphic.ts";

const RANK: Readonly<Record<Verdict["kind"], number>> = {
  denied: 0,
  conditional: 1,
  policy_failed: 1,
  allowed: 2,
  paradox: -1,
};

/** The rewrite without what may take away: exclusions become intersections, and `all` becomes `any`. */
function monotone(rewrite: Rewrite): Rewrite {
  return throughout(rewrite, (part) => {
    if (part.kind === "exclusion") return { kind: "intersection", of: [part.from, part.less] };
    return part.kind === "arrow" ? anyArrow(part) : part;
  });
}

function anyArrow(arrow: Extract<Rewrite, { kind: "arrow" }>): Extract<Rewrite, { kind: "arrow" }> {
  return { ...arrow, quantifier: "any", target: arrow.target.kind === "arrow" ? anyArrow(arrow.target) : arrow.target };
}

test("adding a tuple never denies, where nothing excludes and no arrow wants all", () => {
  let raised = 0;
  const law = fc.property(
    worlds,
    fc.nat(),
    fc.array(questions, { minLength: 3, maxLength: 3 }),
    (world, at, several) => {
      const model = rewritten(world.model, monotone);
      const added = world.tuples[at % world.tuples.length] as Tuple;
      const more: World = { ...world, model };
      const less: World = { ...more, tuples: world.tuples.filter((tuple) => tuple !== added) };
      for (const asked of several) {
        const [before, after] = [verdictsOf(less, asked), verdictsOf(more, asked)];
        NAMES.forEach((permission, i) => {
          const [was, is] = [before[i], after[i]].map((verdict) => RANK[verdict?.kind ?? "paradox"]) as [
            number,
            number,
          ];
          if (is > was) raised++;
          if (is >= was && was >= 0) return;
          throw disagreement(`${before[i]?.kind} became ${after[i]?.kind} by adding ${formatKey(added)}`, more, {
            ...asked,
            permission,
          });
        });
      }
    },
  );
  expect(failureOf(law, 500)).toBeUndefined();
  expect(raised).toBeGreaterThan(5);
});
