import { nameProblem } from "@relata/language";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import { escaped } from "./dsl-places.ts";
import type { FgaSource } from "./convert-fga-model.ts";
import { restriction } from "./draft-relation.ts";
import { Entries } from "./entries.ts";
import { FgaIndex } from "./fga-index.ts";
import { isDirect, partsOf, type FgaRelation, type FgaRewrite, type FgaType } from "./fga-model.ts";
import type { FgaPlaces } from "./fga-places.ts";

/**
 * Refuses what the server of OpenFGA refuses when a model is written, and the compiler here does not: a model without a meaning
 * there has none that could be carried over. What the compiler refuses as well, such as unknown names and relations that lead back to
 * themselves, is left to it. Source: openfga/openfga, `pkg/typesystem`.
 */
export function checkFga(sources: readonly FgaSource[], refusals: Refusals): void {
  const index = new FgaIndex(sources.flatMap(({ read }) => read.model.types));
  const entries = new Entries(index);
  for (const { type, places } of sources.flatMap(typesOf)) {
    checkName(type.name, "type", places.type(type.name), refusals);
    const tuplesets = index.tuplesets(type.name);
    for (const relation of type.relations) {
      checkName(relation.name, "relation", places.relation(type.name, relation.name), refusals);
      const site = { type: type.name, relation, places, index, refusals };
      checkTypes(site, tuplesets);
      if (isSound(relation.rewrite, site) && !entries.has(type.name, relation.name)) {
        const message = `nobody can ever hold \`${relation.name}\` of \`${type.name}\`: every way to it leads through itself`;
        const hint = "OpenFGA refuses it, too: give it a type, or a relation that has one";
        refusals.refuse("source_invalid", places.relation(type.name, relation.name), message, hint);
      }
    }
  }
}

function typesOf({ read }: FgaSource): readonly { readonly type: FgaType; readonly places: FgaPlaces }[] {
  return read.model.types.map((type) => ({ type, places: read.places }));
}

interface Site {
  readonly type: string;
  readonly relation: FgaRelation;
  readonly places: FgaPlaces;
  readonly index: FgaIndex;
  readonly refusals: Refusals;
}

function checkName(name: string, kind: "type" | "relation", origin: Origin, refusals: Refusals): void {
  if (name === "self" || name === "this") {
    const hint = "OpenFGA reserves it: choose another name there first";
    return refusals.refuse("source_invalid", origin, `a ${kind} may not be called \`${name}\``, hint);
  }
  const problem = nameProblem(name);
  if (problem !== undefined)
    refusals.refuse(
      "name_not_allowed",
      origin,
      `this ${kind} has no name that a model may hold: ${problem}`,
      "rename it",
    );
}

function checkTypes({ type, relation, places, refusals }: Site, tuplesets: ReadonlySet<string>): void {
  const origin = places.relation(type, relation.name);
  if (isDirect(relation.rewrite) !== relation.subjects.length > 0) {
    const message = isDirect(relation.rewrite)
      ? `tuples may be written under \`${relation.name}\`, and it lists no types`
      : `\`${relation.name}\` lists types, and no tuples may be written under it`;
    refusals.refuse(
      "source_invalid",
      origin,
      message,
      "OpenFGA refuses it, too: list types exactly where `this` stands",
    );
  }
  if (!tuplesets.has(relation.name)) return;
  for (const subject of relation.subjects) {
    if (subject.relation === undefined) continue;
    const written = restriction(subject);
    const place = places.inRelation(type, relation.name, new RegExp(escaped(written)));
    const message = `\`${relation.name}\` stands right of \`from\`, and so may not list \`${written}\``;
    refusals.refuse("source_invalid", place, message, "OpenFGA refuses it, too: list the type itself");
  }
}

/** Whether all that a rewrite names is there: else something has been said of it already. */
function isSound(rewrite: FgaRewrite, site: Site): boolean {
  const { index, type } = site;
  if (rewrite.kind === "computed") return index.relation(type, rewrite.relation) !== undefined;
  if (rewrite.kind === "from") return index.relation(type, rewrite.tupleset) !== undefined;
  return partsOf(rewrite).every((part) => isSound(part, site));
}
