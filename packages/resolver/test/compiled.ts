import { compileText, formatDiagnostic } from "@relata/language";
import {
  indexModel,
  parseInstant,
  parseObject,
  parseSubject,
  parseTuple,
  type Instant,
  type Model,
} from "@relata/model";
import type { Question } from "@relata/resolver";
import type { World } from "@relata/spec";

/** The model of a text that has no errors. */
export function compiled(text: string): Model {
  const { model, diagnostics } = compileText(text);
  if (model === undefined) throw new Error(diagnostics.map((each) => formatDiagnostic(each, text)).join("\n\n"));
  return model;
}

export function worldOf(model: Model, tuples: readonly string[]): World {
  const index = indexModel(model);
  return { model, tuples: tuples.map((tuple) => parseTuple(index, tuple)), attributes: [] };
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
    now: at("2026-02-01T00:00:00Z"),
  };
}

export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`\`${text}\` is not an instant`);
  return instant;
}
