import { isFailure } from "@relata/core";
import { isWildcard, type SubjectRef } from "@relata/model";
import { NAMES, questions, worlds } from "@relata/spec";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CallerPermissions, Guards, type Accessible } from "@relata/middleware";
import { relataOf } from "../../core/test/random-worlds.ts";

/** Every id of the types of random worlds, and one that nothing names. */
const IDS = ["a", "b", "k", "g", "h", "f", "r", "d", "nobody"];

const asked = questions.filter(({ subject }) => subject.every((one) => one.relation === undefined && !isWildcard(one)));

async function callerOf(relata: Parameters<typeof guardsOf>[0], subjects: readonly SubjectRef[]) {
  const admitted = await guardsOf(relata, subjects).admit({});
  if (admitted instanceof CallerPermissions) return admitted;
  throw new Error(admitted.detail);
}

function guardsOf(relata: Awaited<ReturnType<typeof relataOf>>, subjects: readonly SubjectRef[]) {
  return new Guards(relata, { principal: () => ({ allOf: subjects }) });
}

/** All pages, each of another request. */
async function pagesOf(page: (after: string | undefined) => Promise<Accessible>): Promise<readonly Accessible[]> {
  const pages = [await page(undefined)];
  for (let after = pages[0]?.next; after !== undefined;) {
    const one = await page(after);
    pages.push(one);
    after = one.next;
  }
  return pages;
}

function holds(pages: readonly Accessible[], id: string): boolean {
  if (pages.some(({ ids }) => ids.includes(id))) return true;
  if (pages.some(({ conditional }) => conditional.includes(id))) return false;
  const others = pages.at(-1)?.everyOther;
  return others !== undefined && !others.except.includes(id);
}

test("what is accessible, page by page, is what can allows, in random worlds", async () => {
  const seen = { ids: 0, conditional: 0, everyOther: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(worlds, asked, fc.integer({ min: 1, max: 3 }), async (world, question, limit) => {
      const relata = await relataOf(world, memoryStore());
      const { type } = question.object;
      for (const permission of NAMES.slice(3)) {
        try {
          const pages = await pagesOf(async (after) => {
            const permissions = await callerOf(relata, question.subject);
            return permissions.accessible(permission, type, { limit, ...(after !== undefined && { after }) });
          });
          const permissions = await callerOf(relata, question.subject);
          const said = await Promise.all(IDS.map(async (id) => permissions.can(permission, { type, id })));
          expect([permission, ...IDS.map((id) => holds(pages, id))]).toEqual([permission, ...said]);
          seen.ids += pages.flatMap(({ ids }) => ids).length;
          seen.conditional += pages.flatMap(({ conditional }) => conditional).length;
          if (pages.at(-1)?.everyOther !== undefined) seen.everyOther++;
        } catch (error) {
          if (!isFailure(error)) throw error;
          seen.failed++;
        }
      }
      await relata.close();
    }),
    { numRuns: 150 },
  );
  console.log(`accessible: ${JSON.stringify(seen)}`);
  expect(Math.min(seen.ids, seen.everyOther)).toBeGreaterThan(5);
});
