import { readModel } from "@relata/core";

export const { model } = readModel(`model 1

type user

type group {
  relation member: user | group#member
}

type folder {
  relation parent: folder
  relation viewer: user | group#member | user:*
  permission view = viewer + parent->view
}

type document {
  attribute amount: number
  attribute status: string
  attribute due:    timestamp
  trusted attribute secret: boolean
  relation folder:   folder
  relation owner:    user
  relation viewer:   user | user:* | group#member
  relation approver: user with below
  relation banned:   user
  relation about:    document
  relation binder:   folder | folder with below | folder#viewer
  relation reader:   user | group#member with below
  permission view    = (viewer + owner + folder->view) - banned
  permission edit    = owner
  permission pay     = view when small
  permission approve = approver
  permission archive = folder.all(view)
  permission careful = view - (view when small)
  permission certain = view - (owner - (owner when small))
  permission chained = pay + about->chained
  permission guarded = (viewer + owner + about->guarded) - (view when small)
  permission bound   = binder.all(view)
  permission between = view when ranged
  permission late    = view when overdue
  permission listed  = view when named
  permission read    = reader
  permission stated  = owner when priced
}

policy priced = has(resource.amount)
policy ranged = json { "<=": [150, { "var": "resource.amount" }, 600] }
policy overdue = resource.due < timestamp("2026-02-01T00:00:00.000000001Z") && now >= resource.due
policy named = resource.status in ["open", "sent"] && !(resource.status in [])
policy small = resource.amount <= 1000 && resource.status != "void"
policy below(tuple most: number) = resource.amount < most
`);

/** Documents about others, whose own columns are not the row's; an object wildcard in the middle; and a stored attribute. */
export const MORE_TUPLES = [
  "document:d7#about@document:d1",
  "document:d5#about@document:d7",
  "document:d3#about@document:d5",
  "document:d1#about@document:d3",
  "document:d6#about@document:d4",
  "folder:*#viewer@user:star",
  'document:d1#binder@folder:plans with below {"most":700}',
  'document:d2#binder@folder:plans with below {"most":1}',
  'document:d3#binder@folder:plans with below {"most":1}',
  "document:d3#binder@folder:plans#viewer",
  "document:d4#binder@folder:plans",
  "document:d4#binder@folder:none",
  "group:*#member@user:star",
  'document:d6#reader@group:eng#member with below {"most":700}',
  'document:d4#reader@group:none#member with below {"most":100}',
] as const;

/** Ann sees what is in plans through two groups, and d4 because it is hers; she is banned from d2. Everybody sees d5. */
export const TUPLES = [
  "group:all#member@group:eng#member",
  "group:eng#member@user:ann",
  "folder:plans#parent@folder:top",
  "folder:top#viewer@group:all#member",
  "document:d1#folder@folder:plans",
  "document:d2#folder@folder:plans",
  "document:d3#folder@folder:plans",
  "document:d2#banned@user:ann",
  "document:d4#owner@user:ann",
  "document:d5#viewer@user:*",
  "document:d6#owner@user:bob",
  'document:d6#approver@user:ann with below {"most":700}',
] as const;

/** The rows of the application: those without a row of tuples are nobody's. */
export const ROWS = [
  { id: "d1", folder: "plans", amount: 100, status: "open", due: "2026-01-31T23:59:59.999Z" },
  { id: "d2", folder: "plans", amount: 200, status: "open", due: "2026-02-01T00:00:00.000Z" },
  { id: "d3", folder: "plans", amount: 3000, status: "open", due: "2026-02-01T00:00:00.001Z" },
  { id: "d4", folder: "none", amount: 400, status: "void", due: "1960-06-01T12:00:00.001Z" },
  { id: "d5", folder: "none", amount: null, status: "open", due: null },
  { id: "d6", folder: "none", amount: 600, status: "open", due: null },
  { id: "d7", folder: "none", amount: 700, status: "open", due: null },
] as const;
