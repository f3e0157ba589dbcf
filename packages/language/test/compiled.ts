import type { Json, Model, Permission, Policy, Relation, Rewrite, TypeDefinition } from "@relata/model";
import { compileText, formatDiagnostic, writeName, type Compilation } from "@relata/language";

import { Reporter } from "../src/diagnostics/reporter.ts";
import { parseFile } from "../src/parser/parse-file.ts";
import { toJson } from "../src/parser/json-node.ts";

/** The model of a text that has no errors; the header is put before it. */
export function modelOf(body: string): Model {
  const text = `model 1\n${body}`;
  const { model, diagnostics } = compileText(text);
  if (model === undefined) throw new Error(diagnostics.map((each) => formatDiagnostic(each, text)).join("\n\n"));
  return model;
}

export function typeOf(model: Model, name: string): TypeDefinition {
  return found(model.types, name);
}

export function relationOf(model: Model, type: string, name: string): Relation {
  return found(typeOf(model, type).relations, name);
}

export function permissionOf(model: Model, type: string, name: string): Permission {
  return found(typeOf(model, type).permissions, name);
}

export function policyOf(model: Model, name: string): Policy {
  return found(model.policies, name);
}

/** The rewrite of permission `p` of a type `doc` with relations `a` to `e`, `parent` and `folder` to write it with. */
export function rewriteOf(expression: string): Rewrite {
  return permissionOf(modelOf(docType(`permission p = ${expression}`)), "doc", "p").rewrite;
}

/** A model with types to write expressions over. */
export function docType(members: string): string {
  return `
    type user
    type folder {
      relation parent: folder
      relation viewer: user
      permission view = viewer + parent->view
    }
    type doc {
      attribute amount: number
      relation a: user
      relation b: user
      relation c: user
      relation d: user
      relation e: user
      relation parent: doc
      relation folder: folder
      ${members}
    }
    policy small = json { "<=": [{ "var": "resource.amount" }, 10] }
  `;
}

/** What is wrong with a text, each as its code and the text that it marks: `unknown_type «usr»`. */
export function mistakesIn(body: string): string[] {
  return marksOf(compileText(`model 1\n${body}`));
}

export function marksOf({ diagnostics, files }: Compilation): string[] {
  return diagnostics.map(({ code, span }) => {
    const text = files.find((file) => file.path === span.path)?.text ?? "";
    return `${code} «${text.slice(span.start, span.end)}»`;
  });
}

/** The messages and hints of a text's diagnostics. */
export function saidOf(body: string): string[] {
  return compileText(`model 1\n${body}`).diagnostics.map(({ message, hint }) => `${message} | ${hint}`);
}

/** The json-logic of a body as it stands behind `=`, whatever its names and types. */
export function bodyOf(text: string, parameters: readonly string[] = []): Json | undefined {
  const list = parameters.map((name) => `${writeName(name)}: any`).join(", ");
  const { policies } = parseFile({ path: "a", text: `model 1\npolicy p(${list}) =${text}` }, new Reporter());
  const node = policies[0]?.body?.node;
  return node === undefined ? undefined : toJson(node);
}

function found<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const item = list.find((each) => each.name === name);
  if (item === undefined) throw new Error(`there is no ${name} among ${list.map((each) => each.name).join(", ")}`);
  return item;
}

/**
 * The diagnostics of a text as a terminal shows them. Text and answer each begin and end with a line break, so that
 * tests can write them below one another.
 */
export function shownOf(text: string): string {
  const source = text.slice(1, -1);
  const { diagnostics } = compileText(source, "a.relata");
  return `\n${diagnostics.map((each) => formatDiagnostic(each, source)).join("\n\n")}\n`;
}
