import { formatObject, indexModel, type Instant, type Model } from "@relata/model";
import { ALLOWED, DENIED, QuickCheck, ResidentGraph, UNSURE } from "@relata/resident";
import { check, listObjects, MemoryGraph } from "@relata/resolver";
import { describeWorld, NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import * as fc from "fast-check";
import { expect, test } from "vitest";

/** Beside the verdicts, in what is counted. */
const LISTED = 2;

const RUNS = { numRuns: Number(process.env["RELATA_WORLDS"] ?? 1_000), seed: Number(process.env["RELATA_SEED"]) };

/** What the resolver says over a graph: the decision, or the code of its failure. */
function answerOver(model: Model, graph: MemoryGraph | ResidentGraph, question: WorldQuestion): unknown {
  try {
    return check(model, graph, question);
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

function quickly(quick: QuickCheck, { subject: subjects, object, permission }: WorldQuestion) {
  const [subject] = subjects;
  if (subject === undefined || subjects.length > 1 || subject.relation !== undefined) return UNSURE;
  const verdict = quick.decide(subject, permission, object);
  const byText = quick.decideGiven(formatObject(subject), permission, formatObject(object));
  expect(byText).toBe(verdict);
  return verdict;
}

test(
  "a resident graph answers as every other, and what is checked quickly is what is decided, between writes too",
  { timeout: 3_600_000 },
  () => {
    const met = new Map<number, number>();
    const law = fc.property(
      worlds,
      fc.array(questions, { minLength: 2, maxLength: 2 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (world, asked, moves) => {
        const plain = new MemoryGraph();
        const resident = new ResidentGraph(world.model);
        const quick = new QuickCheck(resident, { closures: 2 });
        for (const { object, values } of world.attributes) {
          plain.setAttributes(object, values);
          resident.setAttributes(object, values);
        }
        const move = (i: number, isThere: boolean) => {
          const tuple = world.tuples[i];
          if (tuple === undefined) return;
          if (isThere) {
            plain.add(tuple);
            resident.put(tuple);
          } else {
            plain.delete(tuple);
            resident.delete(tuple);
          }
        };
        const ask = () => expectAgreement(world, asked, plain, resident, quick, met);
        world.tuples.forEach((_, i) => move(i, true));
        ask();
        for (const n of moves) {
          const i = n % Math.max(1, world.tuples.length);
          move(i, world.tuples[i] !== undefined && plain.find(world.tuples[i]) === undefined);
          ask();
        }
      },
    );
    fc.assert(law, RUNS);
    console.log([...met].map(([verdict, count]) => `${verdict}: ${count}`).join(", "));
    for (const verdict of [ALLOWED, DENIED, UNSURE, LISTED]) expect(met.get(verdict) ?? 0).toBeGreaterThan(100);
  },
);

function expectAgreement(
  world: World,
  asked: readonly Omit<WorldQuestion, "permission">[],
  plain: MemoryGraph,
  resident: ResidentGraph,
  quick: QuickCheck,
  met: Map<number, number>,
): void {
  const { model } = world;
  for (const part of asked) {
    if (expectSameList(world, part, plain, quick)) met.set(LISTED, (met.get(LISTED) ?? 0) + 1);
    for (const permission of NAMES) {
      const question = { ...part, permission };
      if (indexModel(model).types.get(part.object.type)?.rewrites.has(permission) !== true) continue;
      const expected = answerOver(model, plain, question);
      const where = () => describeWorld({ ...world, tuples: plain.tuples() }, question);
      const actual = answerOver(model, resident, question);
      if (JSON.stringify(actual, text) !== JSON.stringify(expected, text))
        throw new Error(
          `over the resident graph ${JSON.stringify(actual, text)}, not ${JSON.stringify(expected, text)}, in\n${where()}`,
        );
      const verdict = quickly(quick, question);
      met.set(verdict, (met.get(verdict) ?? 0) + 1);
      if (verdict === UNSURE) continue;
      const outcome = verdict === ALLOWED ? "allowed" : "denied";
      for (const now of [question.now, 0n, 4_000_000_000_000_000_000n]) {
        const then = answerOver(model, plain, { ...question, now: now as Instant });
        if ((then as { readonly outcome?: string }).outcome !== outcome)
          throw new Error(`quickly ${outcome}, not ${JSON.stringify(then, text)} at ${now}, in\n${where()}`);
      }
    }
  }
}

/** What is listed quickly is what the resolver lists, at that instant. */
function expectSameList(
  world: World,
  part: Omit<WorldQuestion, "permission">,
  plain: MemoryGraph,
  quick: QuickCheck,
): boolean {
  const [subject] = part.subject;
  if (subject === undefined || part.subject.length > 1 || subject.relation !== undefined) return false;
  let isListed = false;
  for (const permission of NAMES) {
    const { type } = part.object;
    if (indexModel(world.model).types.get(type)?.rewrites.has(permission) !== true) continue;
    const found = quick.list(subject, permission, type);
    if (found === undefined) continue;
    const ids = Array.from({ length: found.length }, (_, place) => found.at(place));
    isListed = true;
    for (const most of [1, ids.length + 1])
      expect(quick.count(subject, permission, type, most)).toBe(Math.min(ids.length, most));
    const { rows, rest } = listObjects(world.model, { ...part, permission, type })(plain);
    const listed = rows.map(({ id, decision }) => [id, decision.outcome]);
    const expected = ids.map((id) => [id, "allowed"]);
    if (rest === undefined && JSON.stringify(listed) === JSON.stringify(expected)) continue;
    const answers = `listed quickly ${JSON.stringify(ids)}, not ${JSON.stringify({ rows, rest }, text)}`;
    throw new Error(`${answers}, in\n${describeWorld({ ...world, tuples: plain.tuples() }, { ...part, permission })}`);
  }
  return isListed;
}

function text(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
