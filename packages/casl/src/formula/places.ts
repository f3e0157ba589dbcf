import { operands, type Arrow, type Computed, type ModelIndex, type Rewrite, type SubjectType } from "@relata/model";

/** A name of a type, or, as JSON, an arrow behind an arrow, which has none. */
export interface Place {
  readonly type: string;
  readonly name: string;
}

/** Somewhere that an expression asks further, and whether it is for what it takes away. */
export interface Lead {
  readonly place: Place;
  readonly isNegative: boolean;
}

/** The expression of a place; undefined where its type has none of that name, and so grants nothing. */
export function rewriteAt(index: ModelIndex, { type, name }: Place): Rewrite | undefined {
  return name.startsWith("{") ? (JSON.parse(name) as Arrow) : index.types.get(type)?.rewrites.get(name);
}

/** Every place that the expression asks. */
export function leadsFrom(index: ModelIndex, place: Place, rewrite: Rewrite, isNegative = false): readonly Lead[] {
  switch (rewrite.kind) {
    case "this":
      return variants(index, place.type, place.name).flatMap(({ type, relation }) =>
        relation === undefined ? [] : [{ place: { type, name: relation }, isNegative }],
      );
    case "computed":
      return [{ place: { type: place.type, name: rewrite.relation }, isNegative }];
    case "arrow":
      return variants(index, place.type, rewrite.relation).map(({ type }) => ({
        place: { type, name: targetName(rewrite.target) },
        isNegative,
      }));
    case "exclusion":
      return [...leadsFrom(index, place, rewrite.from, isNegative), ...leadsFrom(index, place, rewrite.less, true)];
    case "union":
    case "intersection":
    case "when":
    case "nil":
    case "self":
      return operands(rewrite).flatMap((part) => leadsFrom(index, place, part, isNegative));
  }
}

/** The policies that the expression may come to at its own object. */
export function policiesAt(index: ModelIndex, place: Place, rewrite: Rewrite): readonly string[] {
  switch (rewrite.kind) {
    case "this":
      return variants(index, place.type, place.name).flatMap(({ policy }) => policy ?? []);
    case "arrow":
      return variants(index, place.type, rewrite.relation).flatMap(({ policy }) => policy ?? []);
    case "when":
      return [rewrite.policy, ...policiesAt(index, place, rewrite.of)];
    case "union":
    case "intersection":
    case "exclusion":
    case "computed":
    case "nil":
    case "self":
      return operands(rewrite).flatMap((part) => policiesAt(index, place, part));
  }
}

function targetName(target: Computed | Arrow): string {
  return target.kind === "computed" ? target.relation : JSON.stringify(target);
}

function variants(index: ModelIndex, type: string, relation: string): readonly SubjectType[] {
  return index.types.get(type)?.relations.get(relation)?.subjects ?? [];
}
