import { z } from "@hono/zod-openapi";
import { readModel } from "@relata/core";
import { isReservedType } from "@relata/keys";
import type { Diagnostic, SourceFile } from "@relata/language";
import { isFailure, type Model } from "@relata/model";
import { Problem } from "../../problems/problem.ts";
import { text } from "../schemas.ts";

const MOST_FILES = 100;

/** A model as it is written: one text, or files that import one another. */
export const SOURCE = {
  text: z.string().optional(),
  files: z
    .array(z.strictObject({ path: text, text: z.string() }))
    .min(1)
    .max(MOST_FILES)
    .optional(),
};

export interface Source {
  readonly text?: string | undefined;
  readonly files?: readonly SourceFile[] | undefined;
}

export function isOneSource({ text: one, files }: Source): boolean {
  return (one === undefined) !== (files === undefined);
}

export const ONE_SOURCE = { path: ["text"], error: "is the model, where it is not in `files`: send one of both" };

export function filesOf({ text: one = "", files }: Source): readonly SourceFile[] {
  return files ?? [{ path: "model.relata", text: one }];
}

/**
 * The model of a request, which is the application's: what is reserved for keys is added by the server.
 *
 * @throws Problem `invalid_request` with every diagnostic, at the file in which it stands
 */
export function modelOf(source: Source): Model {
  const files = filesOf(source);
  const model = attempt(files);
  const reserved = model.types.find(({ name }) => isReservedType(name));
  if (reserved === undefined) return model;
  throw new Problem("invalid_request", `\`${reserved.name}\` is reserved for keys: leave it out of the model`);
}

function attempt(files: readonly SourceFile[]): Model {
  try {
    return readModel(files).model;
  } catch (error) {
    if (!isFailure(error, "invalid_model")) throw error;
    const { diagnostics = [] } = (error.details ?? {}) as { diagnostics?: readonly Diagnostic[] };
    const errors = diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, code, span: { path, line, column } }) => ({
        pointer: pointerOf(files, path),
        detail: `${path}:${line}:${column}: ${message} (${code})`,
      }));
    throw new Problem("invalid_request", error.message, { errors });
  }
}

function pointerOf(files: readonly SourceFile[], path: string): string {
  const place = files.findIndex((file) => file.path === path);
  return files.length === 1 ? "/text" : `/files/${place}/text`;
}
