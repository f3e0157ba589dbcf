import { compileText, formatDiagnostic } from "@relata/language";
import {
  indexModel,
  parseInstant,
  parseObject,
  parseSubject,
  parseTuple,
  type Instant,
  type Model,
  type Tuple,
} from "@relata/model";
import type { Question } from "@relata/resolver";

/** How a model begins in which groups are nested, and folders hand on who may view them. */
export const GROUPS_AND_FOLDERS = `
  model 1
  type user
  type group { relation member: user | group#member }
  type folder {
    relation parent: folder
    relation viewer: user | group#member
    permission view = viewer + parent->view
  }
`;

/** The model of a text that has no errors. */
export function compiled(text: string): Model {
  const { model, diagnostics } = compileText(text);
  if (model === undefined) throw new Error(diagnostics.map((each) => formatDiagnostic(each, text)).join("\n\n"));
  return model;
}

export function tuplesOf(model: Model, texts: readonly string[]): readonly Tuple[] {
  const index = indexModel(model);
  return texts.map((text) => parseTuple(index, text));
}

/** `user:ann view doc:d`, with nothing supplied. */
export function ask(model: Model, text: string): Question {
  const index = indexModel(model);
  const [subject = "", permission = "", object = ""] = text.split(" ");
  return {
    subject: [parseSubject(index, subject)],
    permission,
    object: parseObject(index, object),
    resource: {},
    context: {},
    now: parseInstant("2026-02-01T00:00:00Z") as Instant,
  };
}

export function range(length: number): readonly number[] {
  return Array.from({ length }, (_, i) => i);
}
