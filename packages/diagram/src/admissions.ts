import type { Model, SubjectType } from "@relata/model";

/** That a relation of one type admits one kind of subject of another type. */
export interface Admission {
  readonly from: string;
  readonly relation: string;
  readonly to: string;
  readonly subject: SubjectType;
}

/** All that the model admits, in the order of the model. */
export function admissions({ types }: Model): readonly Admission[] {
  return types.flatMap(({ name, relations }) =>
    relations.flatMap((relation) =>
      relation.subjects.map((subject) => ({ from: name, relation: relation.name, to: subject.type, subject })),
    ),
  );
}
