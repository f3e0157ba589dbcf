import { compareText, type Policy } from "@relata/model";

import { toJson } from "../parser/json-node.ts";
import type { PolicySyntax } from "../parser/syntax.ts";
import { described } from "./described.ts";

/** A policy of the model. Parameters and required paths are sorted: both are looked up by name, and their order means nothing. */
export function buildPolicy(policy: PolicySyntax): Policy {
  return {
    ...described(policy),
    parameters: policy.parameters
      .map(({ name, type, tuple }) => ({ name: name.text, type, tuple }))
      .sort((a, b) => compareText(a.name, b.name)),
    required: policy.required.map(({ text }) => text).sort(compareText),
    // Why never absent here: a policy whose body could not be read has been reported, and then no model is built.
    body: policy.body?.node === undefined ? false : toJson(policy.body.node),
  };
}
