import { convertValidation, formatRefusal } from "@relata/convert";
import type { LoadFile } from "@relata/language";

import type { Case, Settled, Story } from "../case.ts";
import { assertionCases, expectedSubjectsCase } from "./assertion-cases.ts";
import { goldenCases } from "./golden-cases.ts";
import type { Golden } from "./golden.ts";

export interface SpicedbFile {
  readonly name: string;
  readonly text: string;
  /** The files that it may name. */
  readonly load: LoadFile;
  /** What another engine answered. */
  readonly golden: Golden | undefined;
}

/**
 * A validation file as a story of one stage: its assertions, its expected relations, and what another engine answered. A file that cannot
 * be converted has failed, once, with all that was refused.
 */
export function spicedbStories({ name, text, load, golden }: SpicedbFile): {
  readonly stories: readonly Story[];
  readonly settled: readonly Settled[];
} {
  const { converted, refusals } = convertValidation({ path: name, text }, { load });
  if (converted === undefined) {
    const told = refusals.map((each) =>
      formatRefusal(each, each.span.path === name ? text : (load(each.span.path) ?? "")),
    );
    return { stories: [], settled: [{ name, passed: false, text: told.join("\n\n") }] };
  }
  const { files, model, tuples, suites } = converted;
  const stated = suites.flatMap(({ tests }) =>
    tests.flatMap((test): readonly Case[] => [
      ...test.checks.flatMap((check) => assertionCases(check, `${name} › ${test.name}`)),
      ...test.subjects.map((list) => expectedSubjectsCase(list, `${name} › ${test.name}`)),
    ]),
  );
  const derived = golden === undefined ? [] : goldenCases(golden, name);
  const world = { files, model, tuples };
  return { stories: [{ name, stages: [{ world, added: tuples, cases: [...stated, ...derived] }] }], settled: [] };
}
