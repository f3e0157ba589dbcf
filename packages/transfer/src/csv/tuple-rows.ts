import {
  Failure,
  toInstant,
  toObject,
  toSubject,
  type FailureCode,
  type Instant,
  type SubjectRef,
  type TuplePolicy,
} from "@relata/model";
import type { Intake } from "../intake.ts";
import { jsonObject } from "../json-object.ts";
import type { ParsedRecord } from "../transfer-record.ts";
import type { Places, TupleColumn } from "./columns.ts";
import type { RowForm } from "./row-form.ts";

/** Rows as tuples, one each. An empty field of an optional column is as good as none. */
export class TupleRows implements RowForm {
  readonly #intake: Intake;
  readonly #places: Places;
  #fields: readonly string[] = [];
  /** What of the row is being read: where a failure belongs. */
  #reading: "object" | "subject" | "parameters" | "valid_from" | "valid_until" | "row" = "row";

  constructor(intake: Intake, places: Places) {
    this.#intake = intake;
    this.#places = places;
  }

  row(fields: readonly string[], line: number): ParsedRecord | undefined {
    this.#fields = fields;
    return this.#intake.take(
      line,
      () => this.#intake.admit(this.#record(line)),
      ({ code }) => this.#column(code),
    );
  }

  end(): undefined {
    return undefined;
  }

  #record(line: number): ParsedRecord {
    const { index } = this.#intake;
    this.#reading = "object";
    const object = toObject(index, { type: this.#field("object_type"), id: this.#field("object_id") });
    this.#reading = "subject";
    const subject = toSubject(index, this.#subject());
    const policy = this.#policy();
    const from = this.#instant("valid_from");
    const until = this.#instant("valid_until");
    this.#reading = "row";
    const relation = this.#field("relation");
    if (policy === undefined && from === undefined && until === undefined) {
      return { kind: "tuple", tuple: { object, relation, subject }, line };
    }
    const value = {
      ...(policy !== undefined && { policy }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    };
    return { kind: "tuple", tuple: { object, relation, subject, ...value }, line };
  }

  #subject(): SubjectRef {
    const type = this.#field("subject_type");
    const id = this.#field("subject_id");
    const relation = this.#field("subject_relation");
    return relation === "" ? { type, id } : { type, id, relation };
  }

  #policy(): TuplePolicy | undefined {
    this.#reading = "parameters";
    const name = this.#field("policy");
    const parameters = this.#field("parameters");
    const refused = (cause: unknown) => notAnObject(parameters, cause);
    if (name !== "") return { name, parameters: parameters === "" ? {} : jsonObject(parameters, refused) };
    if (parameters === "") return undefined;
    throw new Failure("invalid_tuple", "there are parameters, but no policy: name it in the column `policy`");
  }

  #instant(column: "valid_from" | "valid_until"): Instant | undefined {
    this.#reading = column;
    const text = this.#field(column);
    return text === "" ? undefined : toInstant(text, column, "invalid_tuple");
  }

  #field(column: TupleColumn): string {
    const place = this.#places.get(column);
    return place === undefined ? "" : (this.#fields[place] ?? "");
  }

  #column(code: FailureCode): TupleColumn | undefined {
    switch (this.#reading) {
      case "object":
        return code === "unknown_type" ? "object_type" : "object_id";
      case "subject":
        if (code === "unknown_relation") return "subject_relation";
        return code === "unknown_type" ? "subject_type" : "subject_id";
      case "row":
        if (code === "unknown_relation") return "relation";
        return code === "unknown_policy" ? "policy" : undefined;
      default:
        return this.#reading;
    }
  }
}

function notAnObject(text: string, cause: unknown): Failure {
  return new Failure("invalid_tuple", `\`${text}\` is not a JSON object, such as \`{"region":"eu"}\``, { cause });
}
