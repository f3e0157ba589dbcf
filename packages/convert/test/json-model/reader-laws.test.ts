import { convertJsonModels } from "@relata/convert";
import { describe, test } from "vitest";
import { expectNoFaults, mutated } from "../mutated.ts";

const MODELS = `{
  "invoice": {
    "relations": {
      "owner": [],
      "viewer": { "union": ["owner"], "subjectParams": { "hierarchy": true } }
    },
    "permissions": {
      "read": { "relation": "viewer", "description": "See it." },
      "pay": { "relation": "owner", "policyEngine": "lua", "policy": "return context.resource.amount < 5 -- few" }
    }
  }
}
`;

const TUPLES = `id,entity_type,entity_id,relation,subject_type,subject_id,subject_relation,condition
1,invoice,*,owner,user,ann,,
2,invoice,i1,owner,group,eng,member,"return context.resource.status == ""paid"""
3,group,eng,member,user,bob,,
`;

const ROWS = `[
  { "entity_type": "invoice", "entity_id": "1", "relation": "owner", "subject_type": "user", "subject_id": "ann" },
  { "entityType": "invoice", "entityId": "2", "relation": "owner", "subjectType": "user", "subjectId": "ann", "condition": "return true" }
]
`;

const models = { path: "models.json", text: MODELS };

// oxlint-disable vitest/expect-expect -- Why: `expectNoFaults` does.
describe("whatever a file holds", () => {
  test("models are converted, or refused at a place in their file", () => {
    expectNoFaults(mutated(MODELS), (text) => convertJsonModels({ path: "models.json", text }), 150);
  });

  test.each([
    ["CSV", TUPLES],
    ["JSON", ROWS],
  ])("tuples in %s are converted, or refused at a place in their file", (_, rows) => {
    expectNoFaults(mutated(rows), (text) => convertJsonModels(models, { tuples: { path: "tuples", text } }), 150);
  });
});
