import { readModel } from "@relata/core";
import type { Model } from "@relata/model";

/** What documents of an organisation need: everybody's peers can say it, one way or another. */
export const WORKLOAD_MODEL: Model = readModel(`
model 1
type user
type key
type group {
  relation member: user | key | group#member
}
type folder {
  relation parent: folder
  relation viewer: user | key | group#member
  permission view = viewer + parent->view
}
type document {
  relation parent: folder
  relation owner: user | key
  relation editor: user | key | group#member
  relation viewer: user | key | group#member
  relation banned: user | key
  permission view = (owner + editor + viewer + parent->view) - banned
}
`).model;
