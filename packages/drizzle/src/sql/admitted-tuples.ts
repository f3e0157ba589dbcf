import type { SubjectType } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { Dialect } from "../dialects/dialect.ts";
import type { Mode, PolicyTruths } from "../policy/policy-truths.ts";
import { either, every, type Condition } from "./condition.ts";

/** The object on which a tuple stands. */
interface Spot {
  readonly type: string;
  readonly id: SQL;
  readonly mode: Mode;
}

/** Which tuples count: those of exactly the kinds that a relation admits, and as far as the policy says that they carry. */
export class AdmittedTuples {
  readonly #dialect: Dialect;
  readonly #policies: PolicyTruths;

  constructor(dialect: Dialect, policies: PolicyTruths) {
    this.#dialect = dialect;
    this.#policies = policies;
  }

  /** That the tuple is of one of the variants, which are of one type; with its policy `named`, whatever that says. */
  leads(variants: readonly SubjectType[], t: SQL, at: Spot, policies: "counted" | "named" = "counted"): Condition {
    const [first] = variants;
    if (first === undefined) return false;
    const kinds = variants.map((variant) =>
      every(
        sql`${t}.subject_relation = ${this.#dialect.text(variant.relation ?? "")}`,
        isOfKind(variant, t),
        this.#carries(variant, t, at, policies),
      ),
    );
    return every(sql`${t}.subject_type = ${this.#dialect.text(first.type)}`, either(...kinds));
  }

  /** The same of tuples of which the subject's type and relation are known already. */
  counts(variants: readonly SubjectType[], t: SQL, at: Spot): Condition {
    return either(...variants.map((variant) => every(isOfKind(variant, t), this.#carries(variant, t, at, "counted"))));
  }

  #carries({ policy }: SubjectType, t: SQL, at: Spot, policies: "counted" | "named"): Condition {
    if (policy === undefined) return sql`${t}.policy is null`;
    const isIt = sql`${t}.policy = ${this.#dialect.text(policy)}`;
    return policies === "named" ? isIt : every(isIt, this.#policies.of(policy, at, sql`${t}.parameters`));
  }
}

function isOfKind({ wildcard }: SubjectType, t: SQL): SQL {
  return wildcard === true ? sql`${t}.subject_id = '*'` : sql`${t}.subject_id <> '*'`;
}
