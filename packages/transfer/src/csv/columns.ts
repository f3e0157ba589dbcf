/** The columns of a file of tuples. Those of the first list must be there. */
export const TUPLE_COLUMNS = {
  required: ["object_type", "object_id", "relation", "subject_type", "subject_id"],
  optional: ["subject_relation", "policy", "parameters", "valid_from", "valid_until"],
} as const;

/** The columns of a file of attributes: a row for each attribute. */
export const ATTRIBUTE_COLUMNS = {
  required: ["object_type", "object_id", "name", "value"],
  optional: [],
} as const;

export type TupleColumn = (typeof TUPLE_COLUMNS)["required" | "optional"][number];

export type AttributeColumn = (typeof ATTRIBUTE_COLUMNS)["required"][number];

/** Where the columns stand in a row. */
export type Places = ReadonlyMap<string, number>;
