import { residual, valueProblem } from "@relata/abac";
import {
  isSubjectSet,
  own,
  parseInstant,
  type Json,
  type JsonObject,
  type Policy,
  type SubjectRef,
} from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { Dialect, Family, Operand } from "../dialects/dialect.ts";
import type { RowAttributes } from "../sql/row-attributes.ts";
import type { Writing } from "../sql/writing.ts";
import { written, type Condition } from "../sql/condition.ts";
import { familyOf } from "./operand-family.ts";
import { typeOf } from "./translatable.ts";
import { sortable } from "./sortable.ts";
import { translate, UNKNOWN, type Kleene } from "./translate.ts";

/** Whether something must surely hold, or only may. */
export type Mode = "sure" | "possible";

/** The object at which a policy is asked. */
interface Spot {
  readonly type: string;
  readonly id: SQL;
  readonly mode: Mode;
}

/** The request, as far as policies read it. */
export interface Request {
  readonly subject: SubjectRef;
  readonly context: JsonObject;
  readonly action: string;
}

/**
 * The truths of policies, at any object that the query comes to. What they make of the request alone is worked out here, by the
 * policies themselves; what is left is compared in the database.
 */
export class PolicyTruths {
  readonly #writing: Writing;
  readonly #request: Request;
  readonly #attributes: RowAttributes;
  readonly #left = new Map<string, Policy>();

  constructor(writing: Writing, request: Request, attributes: RowAttributes) {
    this.#writing = writing;
    this.#request = request;
    this.#attributes = attributes;
  }

  /** That the policy is true of the object, or may be; `parameters` is the JSON of the tuple that carries it. */
  of(name: string, spot: Spot, parameters?: SQL): Condition {
    const truth = this.#truth(this.#leftOf(name, spot.type, parameters !== undefined), spot, parameters);
    const isPossible = spot.mode === "possible";
    if (truth === null) return isPossible;
    if (typeof truth === "boolean") return truth;
    return isPossible ? sql`(${truth}) is not false` : sql`(${truth}) is true`;
  }

  /** While something that it requires is absent, the whole of it is unknown. */
  #truth(policy: Policy, spot: Spot, parameters: SQL | undefined): Kleene {
    const { dialect } = this.#writing;
    const operand = (path: string) => this.#operand(path, policy, spot, parameters);
    const truth = translate(policy.body, { policy, dialect, operand });
    const required: Condition[] = policy.required.map((path) => operand(path)?.present ?? false);
    if (required.includes(false)) return null;
    const open = required.filter((condition) => condition !== true).map(written);
    if (open.length === 0) return truth;
    const whole = truth === null ? UNKNOWN : written(truth);
    return sql`case when ${sql.join(open, sql` and `)} then ${whole} end`;
  }

  /** What is left of it once the request is known. Plain parameters of a tuple stay, since the tuple's own go first. */
  #leftOf(name: string, type: string, isOfTuple: boolean): Policy {
    const key = JSON.stringify([name, type, isOfTuple]);
    const known = this.#left.get(key);
    if (known !== undefined) return known;
    const { compiled, now } = this.#writing;
    const policy = compiled.index.policies.get(name);
    // Invariant: a model names no policy that it does not declare.
    if (policy === undefined) return { name, parameters: [], required: [], body: false };
    const { context, action } = this.#request;
    const own = new Set(policy.parameters.map((parameter) => parameter.name));
    const kept = Object.entries(context).filter(([key]) => !isOfTuple || !own.has(key));
    const knowledge = { context: Object.fromEntries(kept), action, now, ...(!isOfTuple && { parameters: {} }) };
    const site = { resource: compiled.index.types.get(type)?.definition };
    const left = residual(policy, compiled.index, knowledge, site);
    this.#left.set(key, left);
    return left;
  }

  #operand(path: string, policy: Policy, spot: Spot, parameters: SQL | undefined): Operand | null {
    const [root = "", name = ""] = path.split(".");
    const type = typeOf(this.#writing.compiled.index, policy, spot.type, path);
    if (type === undefined || root === "context") return null;
    switch (root) {
      case "resource":
        return this.#attributes.of(spot, name, type);
      case "subject": {
        const { subject } = this.#request;
        if (isSubjectSet(subject)) return null;
        return this.#attributes.stored({ type: subject.type, id: this.#writing.dialect.text(subject.id) }, name, type);
      }
      default:
        return this.#parameter(path, policy, parameters);
    }
  }

  /** From the tuple; a plain one from the request where it does not stand there. */
  #parameter(name: string, policy: Policy, parameters: SQL | undefined): Operand | null {
    const { dialect } = this.#writing;
    const parameter = policy.parameters.find((one) => one.name === name);
    if (parameter === undefined || parameters === undefined) return null;
    const inTuple = dialect.parameter(parameters, name, parameter.type);
    const given: Json | undefined = parameter.tuple ? undefined : own(this.#request.context, name);
    if (given === undefined) return inTuple;
    const family = familyOf(parameter.type);
    const fits = family !== undefined && valueProblem(given, parameter.type) === undefined;
    const value = fits ? inSql(given, family, dialect) : sql`null`;
    return {
      family: inTuple.family,
      present: true,
      value: sql`case when ${written(inTuple.present)} then ${inTuple.value} else ${value} end`,
    };
  }
}

/** A value of the request that fits its type. */
function inSql(value: Json, family: Family, dialect: Dialect): SQL {
  const instant = family === "timestamp" && typeof value === "string" ? parseInstant(value) : undefined;
  return dialect.constant(instant === undefined ? (value as string | number | boolean) : sortable(instant), family);
}
