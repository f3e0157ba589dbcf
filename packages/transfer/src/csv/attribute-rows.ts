import {
  Failure,
  formatObject,
  fromEntries,
  isWildcard,
  sameObject,
  toObject,
  type Json,
  type ObjectRef,
} from "@relata/model";
import type { Intake } from "../intake.ts";
import type { ParsedRecord } from "../transfer-record.ts";
import type { AttributeColumn, Places } from "./columns.ts";
import type { RowForm } from "./row-form.ts";

/** Neighbouring rows of one object. */
interface Group {
  readonly object: ObjectRef;
  readonly line: number;
  readonly values: Map<string, Json>;
}

/**
 * Rows as attributes: one row each, and neighbouring rows of one object are one record. At most as many values are kept
 * as the model declares for a type.
 */
export class AttributeRows implements RowForm {
  readonly #intake: Intake;
  readonly #places: Places;
  #group: Group | undefined;

  constructor(intake: Intake, places: Places) {
    this.#intake = intake;
    this.#places = places;
  }

  row(fields: readonly string[], line: number): ParsedRecord | undefined {
    const field = (column: AttributeColumn) => fields[this.#places.get(column) ?? -1] ?? "";
    const object = this.#intake.take(
      line,
      () => toObject(this.#intake.index, { type: field("object_type"), id: field("object_id") }),
      ({ code }) => (code === "unknown_type" ? "object_type" : "object_id"),
    );
    if (object === undefined) return undefined;
    const isNext = this.#group !== undefined && sameObject(this.#group.object, object);
    const done = isNext ? undefined : this.end();
    this.#group ??= { object, line, values: new Map() };
    this.#add(this.#group, field("name"), field("value"), line);
    return done;
  }

  end(): ParsedRecord | undefined {
    const group = this.#group;
    this.#group = undefined;
    if (group === undefined || group.values.size === 0) return undefined;
    return { kind: "attributes", object: group.object, values: fromEntries(group.values), line: group.line };
  }

  #add({ object, values }: Group, name: string, text: string, line: number): void {
    let column: AttributeColumn = "value";
    this.#intake.take(
      line,
      () => {
        const value = json(text);
        column = this.#columnOf(object, name);
        this.#intake.admit({ kind: "attributes", object, values: fromEntries([[name, value]]) });
        if (values.has(name)) {
          column = "name";
          throw new Failure("invalid_attributes", `\`${name}\` of \`${formatObject(object)}\` stands twice`);
        }
        values.set(name, value);
      },
      () => column,
    );
  }

  /** Where the model's refusal of the attribute belongs. */
  #columnOf(object: ObjectRef, name: string): AttributeColumn {
    if (isWildcard(object)) return "object_id";
    const attributes = this.#intake.index.types.get(object.type)?.definition.attributes ?? [];
    return attributes.some((attribute) => attribute.name === name) ? "value" : "name";
  }
}

function json(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    const quoted = `text stands in double quotes, \`"paid"\``;
    throw new Failure("invalid_attributes", `\`${text}\` is not a value of JSON: ${quoted}`, { cause });
  }
}
