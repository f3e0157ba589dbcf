import { createRelata, readModel, type Relata } from "@relata/core";
import { memoryStore } from "@relata/store";

export const TEXT = `model 1

type user {
  attribute limit: number
}
type apikey

context region: string

type group {
  relation member: user | apikey | group#member
}

type folder {
  relation viewer: user | apikey | group#member | user:*
  permission view = viewer
}

type invoice {
  attribute amount: number
  attribute due: timestamp
  attribute rank: int
  attribute secret: boolean
  attribute status: "draft" | "sent" | "paid"
  trusted attribute vetted: boolean

  relation folder: folder
  relation owner:  user | apikey
  relation clerk:  user with up_to | user
  relation banned: user | apikey

  permission view    = (owner + clerk + folder->view) - banned
  permission approve = view when small
  permission send    = owner when sendable
  permission remind  = owner when overdue
  permission export  = owner when here
  permission audit   = owner when checked
  permission stamp   = owner when lenient
  permission sort    = owner when high
  permission lift    = owner when otherwise
  permission open    = owner when early
  permission pay     = view when within_limit
  permission share   = view - hidden
  permission hidden  = view when concealed
  permission manage  = owner
}

policy small = resource.amount <= 1000
policy sendable = resource.status == "draft" || (resource.status == "sent" && resource.amount < 10)
policy overdue = resource.due < now
policy here = context.region == "eu"
policy checked = resource.vetted
policy lenient = json { "<": [{ "var": ["resource.amount", 0] }, 5] }
policy otherwise = resource.rank != 3
policy early = now < timestamp("2026-02-01T00:00:01Z")
policy high = resource.rank > 3
policy within_limit = resource.amount <= subject.limit
policy concealed = resource.secret
policy up_to(tuple limit: number) = resource.amount <= limit
`;

export const NOW = "2026-02-01T00:00:00Z";

/** An engine at that instant, which a test may move. */
export interface Situation {
  readonly relata: Relata;
  readonly clock: { ms: number };
}

export async function situation(tuples: readonly string[], text: string = TEXT): Promise<Situation> {
  const { model } = readModel(text);
  const clock = { ms: Date.parse(NOW) };
  const relata = await createRelata({ model, store: memoryStore(), clock: () => clock.ms });
  if (tuples.length > 0) await relata.write(tuples);
  return { relata, clock };
}
