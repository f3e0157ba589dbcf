// oxlint-disable vitest/no-conditional-expect -- Why: what is expected depends on what was drawn.
import { compareTuples, type Tuple, type TuplePolicy } from "@relata/model";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Edges } from "../src/edges.ts";
import { Names } from "../src/names.ts";
import { FIRST } from "../src/numbers.ts";
import { References } from "../src/references.ts";
import { range } from "./compiled.ts";

const IDS = 4;
const POLICY: TuplePolicy = { name: "office_hours", parameters: {} };

type Step = { readonly do: "plain" | "special" | "delete"; readonly object: number; readonly subject: number };

const number = fc.nat(IDS).map((i) => (i === IDS ? 0 : FIRST + i));
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("plain" as const, "special", "delete"),
  object: number,
  subject: number,
});

function edges(): Edges {
  const references = new References();
  const [objects, subjects] = [new Names(references, "doc", ":"), new Names(references, "user", ":")];
  for (const i of range(IDS)) {
    objects.number(`d${i}`);
    subjects.number(`u${i}`);
  }
  return new Edges({ type: "doc", relation: "viewer", subjectType: "user" }, objects, subjects);
}

test("edges are tuples by object and by subject, whichever of them became special or plain again", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
      const made = edges();
      const { objects, subjects } = made;
      const live = new Map<string, Tuple>();
      for (const { do: action, object, subject } of steps) {
        const key = keyOf(object, subject);
        const tuple: Tuple = {
          object: { type: "doc", id: objects.id(object) },
          relation: "viewer",
          subject: { type: "user", id: subjects.id(subject) },
          ...(action === "special" && { policy: POLICY }),
        };
        if (action === "delete") expect(made.delete(object, subject)).toBe(live.delete(key));
        else {
          expect(made.put(object, subject, action === "special" ? tuple : undefined)).toBe(!live.has(key));
          live.set(key, tuple);
        }
      }
      const all = [0, ...range(IDS).map((i) => FIRST + i)];
      expect(made.size).toBe(live.size);
      for (const one of all) {
        const on = all.flatMap((subject) => live.get(keyOf(one, subject)) ?? []);
        const of = all.flatMap((object) => live.get(keyOf(object, one)) ?? []);
        expect(sorted(made.on(one))).toEqual(sorted(on));
        expect(sorted(made.of(one))).toEqual(sorted(of));
        expect([made.isOn(one), made.isOf(one)]).toEqual([on.length > 0, of.length > 0]);
        expect(made.isSpecialOf(one)).toBe(of.some(isSpecial));
        const everywhere = all.flatMap((subject) => live.get(keyOf(0, subject)) ?? []);
        expect(made.isSpecialOn(one)).toBe([...on, ...everywhere].some(isSpecial));
        expect([...made.specialOf(one)].map((object) => objects.id(object)).sort()).toEqual(
          of
            .filter(isSpecial)
            .map(({ object }) => object.id)
            .sort(),
        );
        for (const other of all) {
          const tuple = live.get(keyOf(one, other));
          expect(made.find(one, other)).toEqual(tuple);
          expect(made.joins(one, other)).toBe(tuple !== undefined && !isSpecial(tuple));
          expect(made.isSpecial(one, other)).toBe(tuple !== undefined && isSpecial(tuple));
        }
      }
    }),
    { numRuns: 100 },
  );
});

function isSpecial({ policy }: Tuple): boolean {
  return policy !== undefined;
}

function keyOf(object: number, subject: number): string {
  return `${object} ${subject}`;
}

function sorted(tuples: Iterable<Tuple>): readonly Tuple[] {
  return [...tuples].sort(compareTuples);
}
