import { createRelata, readModel, renderExplanation, type CheckInput } from "@relata/core";
import { memoryStore } from "@relata/store";

/** The model that the documents use, with its policies as JSON. */
export const INVOICES = `model 1

type user
type apikey

context region: string

type group {
  relation member: user | apikey | group#member
}

type folder {
  relation parent: folder
  relation viewer: user | apikey | group#member | user:*
  permission view = viewer + parent->view
}

type client_abc:invoice {
  attribute amount: number
  attribute status: "draft" | "sent" | "paid"

  relation folder: folder
  relation owner: user | apikey
  relation clerk: user | apikey | group#member
  relation auditor: user with office_hours | group#member
  relation banned: user | apikey

  permission read = (owner + clerk + auditor + folder->view) - banned
  permission write = owner + clerk
  permission refund = write when refundable
}

policy refundable = json {
  "and": [
    { "==": [{ "var": "resource.status" }, "paid"] },
    { "<=": [{ "var": "resource.amount" }, 1000] }
  ]
}

policy office_hours(tuple from: timestamp, tuple until: timestamp) = json {
  "and": [
    { ">=": [{ "var": "now" }, { "var": "from" }] },
    { "<": [{ "var": "now" }, { "var": "until" }] }
  ]
}
`;

/** The tree of one question over a model and tuples, asked on a day in 2026. */
export async function explained(
  model: string,
  tuples: readonly string[],
  question: string,
  more: Partial<CheckInput> = {},
): Promise<string> {
  const relata = await createRelata({ model: readModel(model).model, store: memoryStore() });
  await relata.write([...tuples]);
  const [subject = "", permission = "", object = ""] = question.split(" ");
  const view = await relata.at();
  const explanation = view.explain({ subject, permission, object, now: "2026-06-01T00:00:00Z", ...more });
  return renderExplanation(explanation);
}
