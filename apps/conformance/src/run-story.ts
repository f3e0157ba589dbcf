import { createRelata } from "@relata/core";
import { isFailure } from "@relata/model";

import type { Backend } from "./backends.ts";
import type { Case, Got, Stage, Story } from "./case.ts";

/** What became of one case on all databases. */
export interface CaseResult {
  readonly case: Case;
  readonly stage: Stage;
  readonly answers: readonly { readonly backend: string; readonly got: Got }[];
}

/**
 * Runs the stages of a story one after the other, on each database in a store of its own. A case is asked on all of them, and passes
 * where it passes on each.
 */
export async function* runStory(story: Story, id: string, backends: readonly Backend[]): AsyncGenerator<CaseResult> {
  for (const stage of story.stages) {
    const engines = [];
    for (const backend of backends) {
      const relata = await createRelata({ model: stage.world.model, store: backend.store(id) });
      if (stage.added.length > 0) await relata.write(stage.added);
      engines.push({ backend: backend.name, relata });
    }
    for (const each of stage.cases) {
      const answers = [];
      for (const { backend, relata } of engines) answers.push({ backend, got: await answered(each.ask(relata)) });
      yield { case: each, stage, answers };
    }
  }
}

/** Why: a defect of one case must not hide what becomes of the others. */
async function answered(asking: Promise<Got>): Promise<Got> {
  try {
    return await asking;
  } catch (error) {
    const text = isFailure(error) ? `failure \`${error.code}\`: ${error.message}` : `a defect: ${String(error)}`;
    return { text, verdict: "failed" };
  }
}
