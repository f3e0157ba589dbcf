import { randomBytes } from "node:crypto";

import { closeBackends, openBackends, type BackendName } from "./backends.ts";
import type { Settled, Story } from "./case.ts";
import { Report, type Output } from "./report.ts";
import { runStory } from "./run-story.ts";

export interface RunOptions {
  readonly out: Output;
  readonly err: Output;
  readonly backends: readonly BackendName[];
}

/** Runs stories on the databases, and tells what became of them. Answers whether every case passed, or differs on purpose. */
export async function runStories(
  { stories, settled }: { readonly stories: readonly Story[]; readonly settled: readonly Settled[] },
  { out, err, backends: names }: RunOptions,
): Promise<boolean> {
  const count = stories.flatMap(({ stages }) => stages).reduce((sum, { cases }) => sum + cases.length, 0);
  const report = new Report(out, err, count + settled.length);
  settled.forEach((each) => report.settle(each));
  const backends = await openBackends(names);
  const run = randomBytes(4).toString("hex");
  try {
    for (const [i, story] of stories.entries())
      for await (const result of runStory(story, `c${run}_${i}`, backends)) report.take(result);
  } finally {
    await closeBackends(backends);
  }
  return report.finish();
}
