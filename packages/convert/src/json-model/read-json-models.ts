import type { SourceFile } from "@relata/language";

import type { Refusals } from "../refusal.ts";
import type { JsonModel, JsonName, JsonPermission, JsonRelation } from "./json-model.ts";
import { readJson, type JsonEntry, type JsonNode } from "./json-node.ts";

const PERMISSION = ["relation", "description", "policyEngine", "policy"];
const WRAPPERS = ["models", "types", "entityTypes", "authorizationModels"];

/**
 * The models of a JSON file. They may stand there
 *
 * ```text
 * { "relations": …, "permissions": … }                       one, of the type that `entityType` or the name of the file says
 * { "invoice": { "relations": … }, "group": { … } }          several, by type; also as `models`
 * [{ "entityType": "invoice", "relations": … }, …]           several, as rows; also under `definition` or `model`
 * ```
 *
 * Refusals: `source_syntax`, `source_format`, `source_invalid`, `not_expressible`.
 */
export function readJsonModels(source: SourceFile, type: string | undefined, refusals: Refusals): readonly JsonModel[] {
  const root = readJson(source, refusals);
  if (root === undefined) return [];
  const reading = new Reading(refusals);
  if (root.isList) return root.items("the file").flatMap((each) => reading.row(each) ?? []);
  const wrapped = WRAPPERS.map((key) => root.get(key)).find((each) => each !== undefined);
  if (wrapped?.isList === true) return wrapped.items("`models`").flatMap((each) => reading.row(each) ?? []);
  if (wrapped !== undefined) return wrapped.entries("`models`").map((entry) => reading.entry(entry));
  if (!isModel(root)) return root.entries("the file").map((entry) => reading.entry(entry));
  const name = type ?? /([^/]*?)(?:\.model)?\.json$/i.exec(source.path)?.[1] ?? "entity";
  return [reading.model(root, { text: name, origin: { source, start: 0, end: 0 } })];
}

function isModel(node: JsonNode): boolean {
  return (
    node.get("relations") !== undefined || node.get("permissions") !== undefined || node.get("entityType") !== undefined
  );
}

class Reading {
  readonly #refusals: Refusals;

  constructor(refusals: Refusals) {
    this.#refusals = refusals;
  }

  entry({ key, origin, value }: JsonEntry): JsonModel {
    return this.model(value, { text: key, origin });
  }

  /** A row of a table of models: its type stands in it. */
  row(node: JsonNode): JsonModel | undefined {
    const type = node.get("entityType") ?? node.get("entity_type") ?? node.get("type");
    if (type === undefined) return node.misfit("each model has an `entityType`");
    const text = type.text("`entityType`");
    if (text === undefined) return undefined;
    return this.model(node.get("definition") ?? node.get("model") ?? node, { text, origin: type.origin });
  }

  model(node: JsonNode, given: JsonName): JsonModel {
    const named = node.get("entityType");
    const type = named === undefined ? given : { text: named.text("`entityType`") ?? given.text, origin: named.origin };
    const relations = node.get("relations")?.entries("`relations`") ?? [];
    const permissions = node.get("permissions")?.entries("`permissions`") ?? [];
    node.refuseOthers(
      ["entityType", "entity_type", "type", "id", "description", "relations", "permissions"],
      "a model",
    );
    return {
      type,
      relations: relations.map((entry) => this.#relation(entry)),
      permissions: permissions.flatMap((entry) => this.#permission(entry) ?? []),
    };
  }

  /** A list of those that imply it, or an object with that list as `union`. */
  #relation({ key, origin, value }: JsonEntry): JsonRelation {
    const name = { text: key, origin };
    if (value.isList) return { name, impliedBy: namesIn(value), hierarchy: undefined };
    value.refuseOthers(["union", "subjectParams", "description"], `relation \`${key}\``);
    const params = value.get("subjectParams");
    params?.refuseOthers(["hierarchy"], "`subjectParams`");
    const union = value.get("union");
    const hierarchy = params?.get("hierarchy")?.boolean("`hierarchy`") ?? false;
    return { name, impliedBy: union === undefined ? [] : namesIn(union), hierarchy };
  }

  #permission({ key, origin, value }: JsonEntry): JsonPermission | undefined {
    value.refuseOthers(PERMISSION, `permission \`${key}\``);
    const relation = value.get("relation");
    const text = relation?.text("`relation`");
    if (relation === undefined || text === undefined) {
      return relation === undefined ? value.misfit("a permission has a `relation`") : undefined;
    }
    return {
      name: { text: key, origin },
      relation: { text, origin: relation.origin },
      description: value.get("description")?.text("`description`"),
      policy: this.#policy(value, key),
    };
  }

  /** Why refused without an engine: there it is passed over, so that what was meant to narrow grants to all. */
  #policy(value: JsonNode, permission: string): JsonNode | undefined {
    const policy = value.get("policy");
    const engine = value.get("policyEngine");
    if (policy === undefined && engine === undefined) return undefined;
    if (policy === undefined || engine === undefined) {
      const message = `permission \`${permission}\` has ${policy === undefined ? "an engine and no policy" : "a policy and no engine"}`;
      const hint = 'write both, `"policyEngine": "lua"` and `"policy"`, or neither';
      this.#refusals.refuse("source_invalid", (policy ?? engine ?? value).origin, message, hint);
      return undefined;
    }
    if (engine.text("`policyEngine`") === "lua") return policy.text("`policy`") === undefined ? undefined : policy;
    this.#refusals.refuse("not_expressible", engine.origin, "only policies in Lua are read", "rewrite the policy");
    return undefined;
  }
}

function namesIn(list: JsonNode): readonly JsonName[] {
  return list.items("what implies a relation").flatMap((item) => {
    const text = item.text("a relation");
    return text === undefined ? [] : [{ text, origin: item.origin }];
  });
}
