import type { Relata, View } from "@relata/core";
import { indexModel, parseObject } from "@relata/model";
import { ALLOWED, QuickCheck, UNSURE, type ResidentGraph, type Verdict } from "@relata/resident";
import type { Asked, Contender } from "./contender.ts";

/** `view.can`, with references in text. */
export function viewContender(view: View): Contender {
  return {
    name: "relata, view.can",
    block: (questions) => () => {
      let allowed = 0;
      for (const { subject, permission, object } of questions) if (view.can(subject, permission, object)) allowed++;
      return allowed;
    },
  };
}

/** `await relata.can`, with references in text, over whatever the engine reads. */
export function canContender(relata: Relata, name = "relata, await can"): Contender {
  return {
    name,
    block: (questions) => async () => {
      let allowed = 0;
      for (const { subject, permission, object } of questions)
        if (await relata.can(subject, permission, object)) allowed++;
      return allowed;
    },
  };
}

/** `relata.checkMany`, one batch for each block. */
export function batchContender(relata: Relata): Contender {
  return {
    name: "relata, checkMany",
    block: (questions) => {
      const items = questions.map(({ subject, permission, object }) => ({ subject, permission, object }));
      return async () => {
        const outcomes = await relata.checkMany(items);
        return outcomes.filter(({ decision }) => decision?.outcome === "allowed").length;
      };
    },
  };
}

/** The same over a view. */
export function viewBatchContender(view: View): Contender {
  return {
    name: "relata, view.checkMany",
    block: (questions) => {
      const items = questions.map(({ subject, permission, object }) => ({ subject, permission, object }));
      return () => view.checkMany(items).filter(({ decision }) => decision?.outcome === "allowed").length;
    },
  };
}

/** Quick checks over a graph in memory, without the engine around it: by texts, and by what texts were looked up to. */
export function graphContenders(graph: ResidentGraph): readonly [texts: Contender, integers: Contender] {
  const quick = new QuickCheck(graph);
  return [textsContender(quick), integersContender(graph, quick)];
}

function textsContender(quick: QuickCheck): Contender {
  return {
    name: "the graph alone, texts",
    block: (questions) => () => {
      let allowed = 0;
      for (const { subject, permission, object } of questions)
        allowed += sure(quick.decideGiven(subject, permission, object));
      return allowed;
    },
  };
}

function integersContender(graph: ResidentGraph, quick: QuickCheck): Contender {
  const index = indexModel(graph.model);
  const numbered = ({ subject, permission, object }: Asked) => {
    const [from, to] = [parseObject(index, subject), parseObject(index, object)];
    const [subjects, objects] = [graph.names(from.type), graph.names(to.type)];
    const numbers = { from: subjects.find(from.id), to: objects.find(to.id) };
    return { subjectType: subjects.place, type: objects.place, permission, ...numbers };
  };
  return {
    name: "the graph alone, integers",
    block: (questions) => {
      const asked = questions.map(numbered);
      return () => {
        let allowed = 0;
        for (const { subjectType, from, permission, type, to } of asked)
          allowed += sure(quick.decideNumbers(subjectType, from, permission, type, to));
        return allowed;
      };
    },
  };
}

function sure(verdict: Verdict): number {
  if (verdict === UNSURE) throw new Error("a quick check is unsure, and the workload has nothing to be unsure of");
  return verdict === ALLOWED ? 1 : 0;
}
