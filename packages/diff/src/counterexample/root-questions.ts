import { compareText, type Model } from "@relata/model";
import { anyReads } from "@relata/resolver";
import { affectedNames } from "../access/affected-names.ts";
import { nameGraph } from "../access/name-graph.ts";
import { subjectTypes } from "../access/subject-types.ts";

/** A name of both models to ask about, with a type of subjects that may hold it. */
export interface RootQuestion {
  readonly type: string;
  readonly permission: string;
  readonly subjectType: string;
}

/**
 * The questions that a search has to ask: of the names that both models have and that changed themselves, permissions
 * first; and where a name is in one model only, of the nearest names that read it. Wherever any name is answered
 * differently, one of these is, in the same world: so the others need no search of their own.
 *
 * Where a policy reads `action`, that is not so, because the action is the name that is asked for; then all names that the
 * change can reach are asked.
 */
export function rootQuestions(before: Model, after: Model): readonly RootQuestion[] {
  const { changed, affected } = affectedNames(before, after);
  const [old, now] = [nameGraph(before), nameGraph(after)];
  const roots =
    anyReads(before, "action") || anyReads(after, "action") ? affected : new Set([...changed, ...readersOfOneSided()]);
  const held = [subjectTypes(before), subjectTypes(after)];
  const isPermission = (key: string) => Number(now.get(key)?.subjects === undefined);
  return [...roots]
    .filter((key) => old.has(key) && now.has(key))
    .sort((a, b) => isPermission(b) - isPermission(a) || compareText(a, b))
    .flatMap((key) => {
      const node = now.get(key);
      const types = new Set(held.flatMap((side) => [...(side.get(key) ?? [])]));
      return node === undefined
        ? []
        : [...types]
            .sort(bySize(after))
            .map((subjectType) => ({ type: node.type, permission: node.name, subjectType }));
    });

  /** Climbs from a name of one model only through names that are of one model too. */
  function readersOfOneSided(): ReadonlySet<string> {
    const found = new Set([...changed].filter((key) => !old.has(key) || !now.has(key)));
    for (const name of found) {
      if (old.has(name) && now.has(name)) continue;
      for (const graph of [old, now]) for (const [key, { reads }] of graph) if (reads.has(name)) found.add(key);
    }
    return found;
  }
}

/** The types that most relations admit come first: it is of users that an example is understood best. */
function bySize({ types }: Model): (a: string, b: string) => number {
  const admitted = types.flatMap(({ relations }) =>
    relations.flatMap(({ subjects }) => subjects.map(({ type }) => type)),
  );
  const size = (type: string) => admitted.filter((other) => other === type).length;
  return (a, b) => size(b) - size(a) || compareText(a, b);
}
