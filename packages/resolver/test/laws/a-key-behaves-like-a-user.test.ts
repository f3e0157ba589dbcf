import type { ObjectRef, SubjectRef } from "@relata/model";
import { NAMES, questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSame } from "../disagreement.ts";
import { failureOf } from "../theorem.ts";
import { renamed, verdictsOf } from "./metamorphic.ts";

/** Users become keys, and keys users. */
function swapped<T extends ObjectRef | SubjectRef>(reference: T): T {
  if (reference.type === "user") return { ...reference, type: "apikey" };
  return reference.type === "apikey" ? { ...reference, type: "user" } : reference;
}

test("where users and keys change places throughout, every answer stays", () => {
  const law = fc.property(worlds, fc.array(questions, { minLength: 3, maxLength: 3 }), (world, several) => {
    const other = renamed(world, swapped);
    for (const asked of several) {
      const before = verdictsOf(world, asked);
      const after = verdictsOf(other, { ...asked, subject: asked.subject.map(swapped), object: swapped(asked.object) });
      NAMES.forEach((permission, i) => expectSame(after[i], before[i], world, { ...asked, permission }));
    }
  });
  expect(failureOf(law, 500)).toBeUndefined();
});
