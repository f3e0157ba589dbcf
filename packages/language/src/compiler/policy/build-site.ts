import type { Reporter } from "../../diagnostics/reporter.ts";
import type { JsonNode } from "../../parser/json-node.ts";
import type { PolicyExpression } from "../../parser/policy-expression/syntax.ts";
import type { Variables } from "./variables.ts";

/** What is needed to build a part of a policy, beside the part. */
export interface BuildSite {
  readonly reporter: Reporter;
  /** The names of the parameters, which no variable may take. */
  readonly parameters: ReadonlySet<string>;
  /** Builds any part, inside of the list functions that the variables stand for. */
  readonly build: (part: PolicyExpression, variables: Variables, site: BuildSite) => JsonNode;
  /** Set where the result would mean nothing. */
  refused: boolean;
}
