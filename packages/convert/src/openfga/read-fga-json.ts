import { isJsonObject, type Json, type JsonObject } from "@relata/model";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import type {
  FgaCondition,
  FgaModel,
  FgaParameter,
  FgaRelation,
  FgaRewrite,
  FgaSubject,
  FgaType,
} from "./fga-model.ts";

/** Levels that a rewrite may nest. */
const MAX_DEPTH = 90;

/**
 * A model from its JSON form, in which the parser of the DSL answers, too. What has a wrong form is refused at `whole`, with its
 * path, and left out. Both spellings of the API are read: `computedUserset` and `computed_userset`.
 */
export function readFgaJson(value: Json, whole: Origin, refusals: Refusals): FgaModel {
  const read = new FgaReading(whole, refusals);
  return read.model(read.object(value, "the model"));
}

class FgaReading {
  readonly #whole: Origin;
  readonly #refusals: Refusals;

  constructor(whole: Origin, refusals: Refusals) {
    this.#whole = whole;
    this.#refusals = refusals;
  }

  model(model: JsonObject): FgaModel {
    const conditions = this.object(model["conditions"] ?? {}, "`conditions`");
    return {
      schemaVersion: this.text(model["schema_version"] ?? model["schemaVersion"] ?? "", "`schema_version`"),
      types: this.list(model["type_definitions"] ?? model["typeDefinitions"] ?? [], "`type_definitions`").map((each) =>
        this.#type(this.object(each, "a type definition")),
      ),
      conditions: Object.entries(conditions).map(([name, each]) =>
        this.#condition(name, this.object(each, `condition \`${name}\``)),
      ),
    };
  }

  #type(type: JsonObject): FgaType {
    const name = this.text(type["type"] ?? "", "`type`");
    const metadata = this.object(type["metadata"] ?? {}, `\`metadata\` of \`${name}\``);
    const about = this.object(metadata["relations"] ?? {}, `\`metadata.relations\` of \`${name}\``);
    const relations = this.object(type["relations"] ?? {}, `\`relations\` of \`${name}\``);
    return {
      name,
      relations: Object.entries(relations).map(([relation, rewrite]) =>
        this.#relation(
          relation,
          rewrite,
          this.object(about[relation] ?? {}, `\`metadata\` of \`${name}#${relation}\``),
        ),
      ),
    };
  }

  #relation(name: string, rewrite: Json, about: JsonObject): FgaRelation {
    const given = about["directly_related_user_types"] ?? about["directlyRelatedUserTypes"] ?? [];
    const subjects = this.list(given, `the types of \`${name}\``);
    return {
      name,
      subjects: subjects.map((each) => this.#subject(this.object(each, `a type of \`${name}\``))),
      rewrite: this.#rewrite(rewrite, name, 0),
    };
  }

  #subject(subject: JsonObject): FgaSubject {
    const { relation, wildcard, condition } = subject;
    return {
      type: this.text(subject["type"] ?? "", "a type restriction"),
      ...(typeof relation === "string" && relation !== "" && { relation }),
      ...(isJsonObject(wildcard) && { wildcard: true }),
      ...(typeof condition === "string" && condition !== "" && { condition }),
    };
  }

  #rewrite(value: Json, name: string, depth: number): FgaRewrite {
    const rewrite = this.object(value, `the definition of \`${name}\``);
    if (depth > MAX_DEPTH) return this.#wrong(`the definition of \`${name}\` nests more than ${MAX_DEPTH} deep`);
    const inner = (part: Json | undefined): FgaRewrite => this.#rewrite(part ?? {}, name, depth + 1);
    const children = (part: Json): readonly FgaRewrite[] =>
      this.list(this.object(part, name)["child"] ?? [], `the operands of \`${name}\``).map(inner);
    if (rewrite["this"] !== undefined) return { kind: "this" };
    const computed = rewrite["computedUserset"] ?? rewrite["computed_userset"];
    if (computed !== undefined) return { kind: "computed", relation: this.#relationOf(computed, name) };
    const arrow = rewrite["tupleToUserset"] ?? rewrite["tuple_to_userset"];
    if (arrow !== undefined) {
      const both = this.object(arrow, name);
      const target = both["computedUserset"] ?? both["computed_userset"] ?? {};
      return {
        kind: "from",
        relation: this.#relationOf(target, name),
        tupleset: this.#relationOf(both["tupleset"] ?? {}, name),
      };
    }
    if (rewrite["union"] !== undefined) return { kind: "union", of: children(rewrite["union"]) };
    if (rewrite["intersection"] !== undefined) return { kind: "intersection", of: children(rewrite["intersection"]) };
    if (rewrite["difference"] === undefined)
      return this.#wrong(`the definition of \`${name}\` has none of the known forms`);
    const both = this.object(rewrite["difference"], name);
    return { kind: "difference", base: inner(both["base"]), subtract: inner(both["subtract"]) };
  }

  #wrong(message: string): FgaRewrite {
    this.#refusals.refuse("source_format", this.#whole, message, "export the model again with the tools of OpenFGA");
    return { kind: "this" };
  }

  #relationOf(value: Json, name: string): string {
    return this.text(this.object(value, name)["relation"] ?? "", `a relation in \`${name}\``);
  }

  #condition(name: string, condition: JsonObject): FgaCondition {
    const given = condition["name"];
    if (typeof given === "string" && given !== "" && given !== name) {
      const hint = "give it one name";
      this.#refusals.refuse(
        "source_invalid",
        this.#whole,
        `the condition \`${name}\` says that it is \`${given}\``,
        hint,
      );
    }
    const parameters = this.object(condition["parameters"] ?? {}, `the parameters of \`${name}\``);
    return {
      name,
      expression: this.text(condition["expression"] ?? "", `the expression of \`${name}\``),
      parameters: Object.entries(parameters).map(([each, type]) =>
        this.#parameter(each, this.object(type, `\`${each}\``)),
      ),
    };
  }

  #parameter(name: string, type: JsonObject): FgaParameter {
    const typeName = (value: Json | undefined): string =>
      this.text(value ?? "", `the type of \`${name}\``)
        .replace(/^TYPE_NAME_/, "")
        .toLowerCase();
    const [of] = this.list(type["generic_types"] ?? type["genericTypes"] ?? [], `the type of \`${name}\``);
    const inner = of === undefined ? undefined : this.object(of, `the type of \`${name}\``);
    return {
      name,
      type: typeName(type["type_name"] ?? type["typeName"]),
      ...(inner !== undefined && { of: typeName(inner["type_name"] ?? inner["typeName"]) }),
    };
  }

  text(value: Json, what: string): string {
    return typeof value === "string" ? value : (this.#wrong(`${what} must be text`), "");
  }

  list(value: Json, what: string): readonly Json[] {
    return Array.isArray(value) ? value : (this.#wrong(`${what} must be a list`), []);
  }

  object(value: Json, what: string): JsonObject {
    if (value === null) return {};
    return isJsonObject(value) ? value : (this.#wrong(`${what} must be an object`), {});
  }
}
