/** What of a JSON Schema the page can say. */
export interface SchemaSaid {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaSaid[];
  readonly oneOf?: readonly SchemaSaid[];
  readonly allOf?: readonly SchemaSaid[];
  readonly items?: SchemaSaid;
  readonly properties?: Readonly<Record<string, SchemaSaid>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaSaid;
}

export interface ContentSaid {
  readonly schema?: SchemaSaid;
  readonly example?: unknown;
}

type Contents = Readonly<Record<string, ContentSaid>>;

export interface ParameterSaid {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: SchemaSaid;
}

export interface OperationSaid {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly ParameterSaid[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Contents };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Contents }>>;
  readonly "x-open-because"?: string;
  readonly "x-required-permission"?: string;
  readonly "x-required-relation"?: string;
  readonly "x-required-relation-for-others"?: string;
}

/** What of a description in OpenAPI the page shows. */
export interface Described {
  readonly info: { readonly title: string; readonly description?: string };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OperationSaid>>>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, SchemaSaid>>;
    readonly securitySchemes?: Readonly<Record<string, { readonly name?: string }>>;
  };
}
