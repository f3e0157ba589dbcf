import type { DraftDeclaration, DraftFile } from "../draft/draft.ts";
import { parameterNames } from "../cel/parameter-names.ts";
import { spanOf, type Origin } from "../origin.ts";
import type { Note, Refusals } from "../refusal.ts";
import { commentsOf, type ZedComments } from "./comments.ts";
import { Declared } from "./declared.ts";
import { draftCaveat } from "./draft-caveat.ts";
import { commentsFor, draftDefinition, type Drafting } from "./draft-definition.ts";
import type { ZedFile } from "./reader/syntax.ts";
import { relataPath } from "./relata-path.ts";

export interface DraftedSchema {
  readonly drafts: readonly DraftFile[];
  readonly declared: Declared;
  /** What the parameters of caveats are called here. */
  readonly names: ReadonlyMap<string, string>;
  readonly notes: readonly Note[];
}

/** The files of a schema as files of a model: each definition a type, each caveat a policy, partials where they are taken over. */
export function draftSchema(files: readonly ZedFile[], refusals: Refusals): DraftedSchema {
  const declared = new Declared(files, refusals);
  const notes: Note[] = [];
  const note = (message: string, origin: Origin): void => void notes.push({ message, span: spanOf(origin) });
  const caveats = files.flatMap(({ declarations }) => declarations.filter((each) => each.kind === "caveat"));
  const names = parameterNames(caveats.flatMap(({ parameters }) => parameters.map(({ name }) => name.text)));
  for (const { parameters } of caveats) {
    for (const { name } of parameters) {
      const called = names.get(name.text) ?? name.text;
      if (called === name.text) continue;
      note(
        `the parameter \`${name.text}\` is called \`${called}\`, also in requests: that name has a meaning`,
        name.origin,
      );
    }
  }
  const comments = new Map(files.map((file) => [file, commentsOf(file)]));
  const drafting: Drafting = { declared, comments: [...comments.values()], note };
  const drafts = files.map((file) => draftFile(file, drafting, names, refusals));
  // Why after all of them: what nothing took over keeps its comments, too.
  const whole = drafts.map((draft, i) => withLeftovers(draft, files[i], comments));
  return { drafts: whole, declared, names, notes };
}

function draftFile(
  file: ZedFile,
  drafting: Drafting,
  names: ReadonlyMap<string, string>,
  refusals: Refusals,
): DraftFile {
  const path = relataPath(file.source.path);
  const declarations = file.declarations.flatMap((each): readonly DraftDeclaration[] => {
    if (each.kind === "caveat") return [draftCaveat(each, commentsFor(each, drafting), names, refusals)];
    return each.kind === "partial" ? [] : [draftDefinition(each, drafting)];
  });
  return { path, imports: importsOf(file), head: [], declarations, foot: [] };
}

/** Imports are relative to their file there as they are here, but begin with a dot here. */
function importsOf({ imports }: ZedFile): readonly string[] {
  return imports.map(({ text }) => (/^\.\.?\//.test(text) ? relataPath(text) : `./${relataPath(text)}`));
}

function withLeftovers(
  draft: DraftFile,
  file: ZedFile | undefined,
  comments: ReadonlyMap<ZedFile, ZedComments>,
): DraftFile {
  const all = file === undefined ? undefined : comments.get(file);
  return all === undefined ? draft : { ...draft, foot: [...all.leftovers(), ...all.foot] };
}
