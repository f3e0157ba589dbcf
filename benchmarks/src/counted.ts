import { indexModel, instantFromMs, parseObject, parseSubject, parseTuple } from "@relata/model";
import { answerFrom, check, drive, MemoryGraph } from "@relata/resolver";
import { MODEL, type NamedWorld } from "./worlds.ts";

/** Runs the question over a graph that loads on demand, and counts the batches it asked for. */
export function counted(world: NamedWorld): { allowed: boolean; batches: number } {
  const index = indexModel(MODEL);
  const graph = new MemoryGraph(world.tuples.map((text) => parseTuple(index, text)));
  const question = {
    subject: [parseSubject(index, world.subject)],
    permission: world.permission,
    object: parseObject(index, world.object),
    resource: {},
    context: {},
    now: instantFromMs(0),
  };
  const plan = drive((loaded) => check(MODEL, loaded, question));
  let batches = 0;
  let step = plan.next();
  while (step.done !== true) {
    batches++;
    step = plan.next(step.value.map((wanted) => answerFrom(graph, wanted)));
  }
  return { allowed: step.value.outcome === "allowed", batches };
}
