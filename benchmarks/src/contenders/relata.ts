import type { Relata, View } from "@relata/core";
import type { Model, Tuple } from "@relata/model";
import { ALLOWED, QuickCheck, ResidentGraph, UNSURE } from "@relata/resident";
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

/** The graph that holds integers, asked by integers: what is left where nobody has to look up a text. */
export function integersContender(model: Model, tuples: Iterable<Tuple>): Contender {
  const graph = new ResidentGraph(model, tuples);
  const quick = new QuickCheck(graph);
  const numbered = ({ subject, object, permission }: Asked) => {
    const [subjectType = "", subjectId = ""] = subject.split(":");
    const [type = "", id = ""] = object.split(":");
    const numbers = { subject: graph.names(subjectType).number(subjectId), object: graph.names(type).number(id) };
    return { subjectType, type, permission, ...numbers };
  };
  return {
    name: "relata, integers",
    block: (questions) => {
      const asked = questions.map(numbered);
      return () => {
        let allowed = 0;
        for (const { subjectType, subject, permission, type, object } of asked) {
          const verdict = quick.decide(subjectType, subject, permission, type, object);
          if (verdict === ALLOWED) allowed++;
          else if (verdict === UNSURE) throw new Error("the workload has nothing that it could be unsure of");
        }
        return allowed;
      };
    },
  };
}
