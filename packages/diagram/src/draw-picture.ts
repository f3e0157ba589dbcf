import { printRewrite, writeName } from "@relata/language";
import { didYouMean, Failure, indexModel, type Model, type TypeDefinition } from "@relata/model";
import { admissions, type Admission } from "./admissions.ts";
import { linesOf } from "./lines-of.ts";
import { MAX_LINES_INTO, MAX_ROWS, type Box, type Picture, type PictureOptions } from "./picture.ts";
import { writeSubject } from "./write-subject.ts";

/**
 * The picture of a model. Two kinds of lines would spoil it, and stand in the boxes as text: those to a type that very many
 * others refer to (`user`, as a rule), which draw everything into one knot, unless that type was asked for; and those of
 * a type to itself, whose labels have no room of their own.
 *
 * Law: every subject kind that a drawn type admits is on one line or in one row, never on both.
 *
 * @throws Failure `unknown_type`
 */
export function drawPicture(model: Model, options: PictureOptions = {}): Picture {
  const wanted = wantedTypes(model, options.types ?? []);
  const isFocus = wanted.size > 0;
  const touching = admissions(model).filter(({ from, to }) => !isFocus || wanted.has(from) || wanted.has(to));
  const crowded = crowdedTypes(touching, wanted);
  const isInside = ({ from, to }: Admission) => from === to || crowded.has(to);
  const drawn = new Set([...wanted, ...touching.flatMap(({ from, to }) => [from, to])]);
  const types = isFocus ? model.types.filter(({ name }) => drawn.has(name)) : model.types;
  const whole = (type: TypeDefinition) => !isFocus || wanted.has(type.name);
  const expressions = new Map(types.filter(whole).map((type) => [type.name, expressionRows(type)]));
  const isShort = [...expressions.values()].flat().length <= MAX_ROWS;
  const isDetailed = options.permissions ?? (isFocus || isShort);
  return {
    boxes: types.map((type) => ({
      type: type.name,
      role: roleOf(type),
      rows: [
        ...admissionRows(touching.filter(isInside), type),
        ...(isDetailed ? (expressions.get(type.name) ?? []) : []),
      ],
    })),
    lines: linesOf(touching.filter((admission) => !isInside(admission))),
  };
}

function wantedTypes(model: Model, names: readonly string[]): ReadonlySet<string> {
  const { types } = indexModel(model);
  for (const name of names) {
    if (types.has(name)) continue;
    throw new Failure("unknown_type", `unknown type \`${name}\`${didYouMean(name, types.keys())}`);
  }
  return new Set(names);
}

function crowdedTypes(all: readonly Admission[], wanted: ReadonlySet<string>): ReadonlySet<string> {
  const sources = new Map<string, Set<string>>();
  for (const { from, to } of all) {
    if (from !== to) sources.set(to, (sources.get(to) ?? new Set()).add(from));
  }
  const crowded = [...sources].filter(([type, from]) => from.size > MAX_LINES_INTO && !wanted.has(type));
  return new Set(crowded.map(([type]) => type));
}

function roleOf({ relations, permissions }: TypeDefinition): Box["role"] {
  return relations.length === 0 && permissions.length === 0 ? "subject" : "object";
}

/** `owner: user | group#member`: of each relation, the subjects that have no line. */
function admissionRows(inside: readonly Admission[], { name, relations }: TypeDefinition): readonly string[] {
  const own = inside.filter(({ from }) => from === name);
  return relations.flatMap((relation) => {
    const subjects = own.filter((admission) => admission.relation === relation.name);
    if (subjects.length === 0) return [];
    return [`${writeName(relation.name)}: ${subjects.map(({ subject }) => writeSubject(subject)).join(" | ")}`];
  });
}

/** Of relations, only those that are more than their tuples. */
function expressionRows({ relations, permissions }: TypeDefinition): readonly string[] {
  return [...relations, ...permissions]
    .filter(({ rewrite }) => rewrite.kind !== "this")
    .map(({ name, rewrite }) => `${writeName(name)} = ${printRewrite(rewrite)}`);
}
