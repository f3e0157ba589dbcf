import { readModel } from "@relata/core";
import { indexModel, parseTuple } from "@relata/model";
import type { World } from "@relata/spec";

const { model } = readModel(`model 1
type user
type apikey
type group {
  relation member: user | apikey
  permission view = member
  permission edit = member
  permission share = member
}
type folder {
  attribute level: number
  relation viewer: user | apikey
  permission view = viewer
  permission edit = viewer when small
  permission share = nil
}
type doc {
  relation viewer: group#member
  permission view = viewer
  permission edit = viewer
  permission share = viewer
}
policy small = resource.level < 2
`);

/**
 * Tried before the random ones, of which a few may hold nothing of interest: both users may something, one may more, something is
 * conditional, and something denied.
 */
export const EXAMPLE: World = {
  model,
  tuples: [
    "folder:f#viewer@user:a",
    "folder:f#viewer@user:b",
    "group:g#member@user:a",
    "doc:d#viewer@group:g#member",
  ].map((text) => parseTuple(indexModel(model), text)),
  attributes: [],
};
