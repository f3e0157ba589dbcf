import {
  didYouMean,
  indexModel,
  parseInstant,
  parseObject,
  parseSubject,
  type Instant,
  type JsonObject,
  type Model,
  type ModelIndex,
  type ObjectRef,
  type SubjectRef,
} from "@relata/model";
import type { YamlValue } from "../yaml/yaml-value.ts";

/** What a question is asked under, unless something nearer says otherwise. */
export interface Circumstances {
  readonly now: Instant;
  readonly context: JsonObject;
}

/** What stands right of `type`: a type, or the kind of a subject set. */
export interface Kind {
  readonly type: string;
  readonly relation?: string;
}

/**
 * Reads the parts of questions, each where it stands. A name that the model does not know is a problem of the file, and
 * never an answer: a test that denies a mistyped permission would pass for ever.
 */
export class QuestionParts {
  readonly #index: ModelIndex;

  constructor(model: Model) {
    this.#index = indexModel(model);
  }

  /** One reference or a list of them: then all of them must be allowed. */
  subjects(value: YamlValue): readonly SubjectRef[] | undefined {
    const each = value.oneOrMore().map((one) => this.subject(one));
    const known = each.filter((one) => one !== undefined);
    return known.length === each.length && known.length > 0 ? known : undefined;
  }

  subject(value: YamlValue): SubjectRef | undefined {
    const text = value.text();
    return text === undefined ? undefined : value.attempt(() => parseSubject(this.#index, text));
  }

  object(value: YamlValue): ObjectRef | undefined {
    const text = value.text();
    return text === undefined ? undefined : value.attempt(() => parseObject(this.#index, text));
  }

  /** A relation or a permission of the type. */
  permission(type: string, value: YamlValue): string | undefined {
    const name = value.text();
    if (name === undefined) return undefined;
    const names = this.#index.types.get(type)?.rewrites;
    if (names?.has(name) === true) return name;
    const meant = didYouMean(name, names?.keys() ?? []);
    return value.refuse(`type \`${type}\` has no relation or permission \`${name}\`${meant}`);
  }

  type(value: YamlValue): string | undefined {
    const type = value.text();
    if (type === undefined || this.#index.types.has(type)) return type;
    return value.refuse(`unknown type \`${type}\`${didYouMean(type, this.#index.types.keys())}`);
  }

  /** `user`, or `group#member`. */
  kind(value: YamlValue): Kind | undefined {
    const text = value.text();
    const hash = text?.indexOf("#") ?? -1;
    if (text === undefined || hash === -1) return this.#typeOnly(value);
    const type = text.slice(0, hash);
    const relation = text.slice(hash + 1);
    const names = this.#index.types.get(type)?.rewrites;
    if (names === undefined)
      return value.refuse(`unknown type \`${type}\`${didYouMean(type, this.#index.types.keys())}`);
    if (names.has(relation)) return { type, relation };
    const meant = didYouMean(relation, names.keys());
    return value.refuse(`type \`${type}\` has no relation or permission \`${relation}\`${meant}`);
  }

  /** The nearer circumstances over those around them: the instant as a whole, the context name by name. */
  circumstances(
    around: Circumstances,
    given: { readonly now: YamlValue | undefined; readonly context: YamlValue | undefined },
  ): Circumstances {
    const now = given.now === undefined ? undefined : instant(given.now);
    const context = given.context === undefined ? {} : this.#context(given.context);
    return { now: now ?? around.now, context: { ...around.context, ...context } };
  }

  /** Attributes that a request supplies for an object of the type. Of a wrong type they may be: that is a test too. */
  resource(type: string, value: YamlValue | undefined): JsonObject {
    if (value === undefined) return {};
    const names = this.#index.types.get(type)?.definition.attributes.map(({ name }) => name) ?? [];
    return known(value, names, (name) => `type \`${type}\` declares no attribute \`${name}\``);
  }

  #context(value: YamlValue): JsonObject {
    const { context, policies } = this.#index.model;
    const parameters = policies.flatMap((policy) => policy.parameters.filter(({ tuple }) => !tuple));
    const names = [...context, ...parameters].map(({ name }) => name);
    return known(value, names, (name) => `the model has no \`context ${name}\`, and no policy takes it as a parameter`);
  }

  #typeOnly(value: YamlValue): Kind | undefined {
    const type = this.type(value);
    return type === undefined ? undefined : { type };
  }
}

/** Values whose names are all known. */
function known(value: YamlValue, names: readonly string[], unknown: (name: string) => string): JsonObject {
  for (const [key] of value.isRecord ? value.entries() : []) {
    const name = key.text();
    if (name !== undefined && !names.includes(name)) key.refuse(`${unknown(name)}${didYouMean(name, names)}`);
  }
  return value.object() ?? {};
}

function instant(value: YamlValue): Instant | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  return parseInstant(text) ?? value.refuse(`\`${text}\` is not a timestamp such as \`2026-01-31T09:00:00Z\``);
}
