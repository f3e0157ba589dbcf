import { createRelata, Failure, readModel, type Relata, type Store } from "@relata/core";
import { memoryStore } from "@relata/store";
import { overridden } from "../../core/test/counted-store.ts";

/** Documents in folders. What is approved is small, and what is exported stays in its region. */
export const { model } = readModel(`
model 1

type user
type apikey

context region: string

type group {
  relation member: user | apikey | group#member
}

type folder {
  relation viewer: user | apikey | group#member | user:*
  permission view = viewer
}

type document {
  attribute amount: number
  relation folder: folder
  relation owner:  user | apikey
  relation banned: user
  permission view    = (owner + folder->view) - banned
  permission approve = owner when small
  permission export  = view when at_home
}

policy small = resource.amount <= 1000

policy at_home = context.region == "eu"
`);

/** Ann owns one, and sees what lies in the plans, as a group does; everybody sees what lies in the public folder. */
export const TUPLES = [
  "group:eng#member@user:ann",
  "group:eng#member@user:carl",
  "folder:plans#viewer@group:eng#member",
  "folder:public#viewer@user:*",
  "document:own#owner@user:ann",
  "document:plan#folder@folder:plans",
  "document:plan#banned@user:carl",
  "document:open#folder@folder:public",
  "document:a:b#owner@user:ann",
  "document:key#owner@apikey:k1",
];

export async function filledRelata(store: Store, options: { readonly resident?: boolean } = {}): Promise<Relata> {
  const relata = await createRelata({ model, store, ...options });
  await relata.write(TUPLES);
  return relata;
}

/** Filled as well, over a store that fails each read from then on. */
export async function brokenRelata(): Promise<Relata> {
  const store = memoryStore();
  let isDown = false;
  const broken = overridden(store, "read", (start, options) => {
    if (isDown) throw new Failure("store_unavailable", "no answer from db-7");
    return store.read(start, options);
  });
  const relata = await filledRelata(broken);
  isDown = true;
  return relata;
}
