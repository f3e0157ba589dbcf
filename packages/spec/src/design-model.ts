/**
 * The model by which the design introduces the language, word for word. Tests of other rooms that need a realistic model
 * take it, as it is or with a line replaced. Its last policy stands there to show its form, and nothing uses it.
 */
export const DESIGN_MODEL = `model 1

type user
type apikey

context region: string                       // what a request may supply

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

  relation folder:  folder
  relation owner:   user | apikey
  relation clerk:   user | apikey | group#member
  relation auditor: user with office_hours | group#member
  relation banned:  user | apikey

  permission read   = (owner + clerk + auditor + folder->view) - banned
  permission write  = owner + clerk
  permission refund = write when refundable
}

/// Paid invoices up to the clerk's limit.
policy refundable = resource.status == "paid" && resource.amount <= 1000

policy office_hours(tuple from: timestamp, tuple until: timestamp) = now >= from && now < until

policy same_region(tuple region: string) = json { "==": [{ "var": "context.region" }, { "var": "region" }] }
`;
