import { isFailure, type JsonObject, type Missing, type Model, type Tuple, type Instant } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import type { ObjectAttributes } from "@relata/store";
import type { Answer } from "../access/answers.ts";
import type { Asked } from "./next-tuples.ts";

/** A world in full: what a question is asked over, and under. */
export interface World {
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly ObjectAttributes[];
  readonly context: JsonObject;
  readonly now: Instant;
}

/** What both models say of one question, and what they wait for. */
export interface Both {
  readonly before: Answer;
  readonly after: Answer;
  readonly missing: readonly Missing[];
}

export function askBoth(models: readonly [Model, Model], asked: Asked, world: World): Both {
  const graph = new MemoryGraph(world.tuples);
  for (const { object, values } of world.attributes) graph.setAttributes(object, values);
  const [before, after] = models.map((model) => askOne(model, graph, asked, world)) as [Told, Told];
  return { before: before.answer, after: after.answer, missing: [...before.missing, ...after.missing] };
}

interface Told {
  readonly answer: Answer;
  readonly missing: readonly Missing[];
}

/** A world of a few tuples is far below any budget: a question fails by a paradox, or by a policy. */
function askOne(model: Model, graph: MemoryGraph, asked: Asked, { context, now }: World): Told {
  try {
    const decision = check(model, graph, { ...asked, subject: [asked.subject], resource: {}, context, now });
    return { answer: decision.outcome, missing: decision.outcome === "conditional" ? decision.missing : [] };
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return { answer: "failed", missing: [] };
    throw error;
  }
}

export function isConditional({ before, after }: Both): boolean {
  return before === "conditional" || after === "conditional";
}
