import { readFileSync } from "node:fs";
import type { Schema } from "./schema-values.ts";

/** What an operation answers with a status: the schema of each kind of body. */
export interface Declared {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** An operation of the committed document. */
export interface Operation {
  /** `GET /v1/watch`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly isOpen: boolean;
  /** Whether it takes a right on the house to call it at all. */
  readonly isPrivileged: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
    readonly required?: boolean;
  }[];
  /** What a body is written in, with its schema; undefined where there is none. */
  readonly body?: { readonly type: string; readonly schema: Schema };
  readonly responses: Readonly<Record<string, Declared>>;
}

interface Described extends Pick<Operation, "responses"> {
  readonly security?: readonly unknown[];
  readonly parameters?: Operation["parameters"];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly "x-required-relation"?: string;
}

const document = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** What schemas refer to. */
export const { components } = document;

export function resolve(ref: string): Schema {
  return components.schemas[ref.replace("#/components/schemas/", "")] ?? {};
}

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => {
    const { security = [], parameters = [], requestBody, responses } = described;
    const [body] = Object.entries(requestBody?.content ?? {});
    return {
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      isOpen: security.length === 0,
      isPrivileged: described["x-required-relation"] !== undefined,
      parameters,
      responses,
      ...(body !== undefined && { body: { type: body[0], schema: body[1].schema } }),
    };
  }),
);
