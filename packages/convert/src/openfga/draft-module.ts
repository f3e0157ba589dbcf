import type { DraftFile, DraftPolicy, DraftType } from "../draft/draft.ts";
import type { Extensions } from "./extensions.ts";
import { draftRelation } from "./draft-relation.ts";
import type { FgaType } from "./fga-model.ts";
import type { FgaPlaces } from "./fga-places.ts";
import type { ReadFga } from "./read-dsl.ts";

/** One module as a file: its types in their order, with what other modules add to them, and then its conditions. */
export function draftModule(
  path: string,
  { model, places }: ReadFga,
  policies: readonly DraftPolicy[],
  extensions: Extensions,
): DraftFile {
  const { before: head, foot = [] } = places.comments({ kind: "file" });
  const types = model.types.filter((type) => type.extends !== true).map((type) => draftType(type, places, extensions));
  return { path, imports: [], head, declarations: [...types, ...policies], foot };
}

function draftType({ name, relations }: FgaType, places: FgaPlaces, extensions: Extensions): DraftType {
  const { before, behind, foot } = places.comments({ kind: "type", type: name });
  return {
    kind: "type",
    name: { text: name, origin: places.type(name) },
    members: [...relations.map((relation) => draftRelation(name, relation, places)), ...extensions.members(name)],
    comments: { before, ...(behind !== undefined && { behind }) },
    ...(foot !== undefined && { foot }),
  };
}

/** The file that imports all modules. */
export function draftRoot(path: string, modules: readonly string[]): DraftFile {
  return { path, imports: modules.map((module) => `./${module}`), head: [], declarations: [], foot: [] };
}
