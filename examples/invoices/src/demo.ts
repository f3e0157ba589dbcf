import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, parseFacts, type CheckInput, type Listed, type Relata } from "@relata/core";
import { indexModel } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { model, type Authz } from "./authz.gen.ts";
import { heading, outcomeText, reasonText, table } from "./print.ts";

/** A working hour of 2026: the demonstration says the same on every day. */
const NOW = "2026-03-02T10:00:00Z";

/** A question, and what its answer comes from, in a few words. */
type Asked = CheckInput<Authz> & { readonly why: string };

const WHY_ALLOWED = {
  subject: "apikey:reconciler",
  permission: "refund",
  object: "client_abc:invoice:inv_1",
  why: "paid, and below 1,000",
} as const;

const WHY_DENIED = {
  subject: "user:cleo",
  permission: "read",
  object: "client_abc:invoice:inv_2",
  why: "banned, whatever else",
} as const;

const QUESTIONS = [
  { subject: "user:ann", permission: "write", object: "client_abc:invoice:inv_1", why: "she owns it" },
  { subject: "user:cleo", permission: "read", object: "client_abc:invoice:inv_1", why: "her team is the clerk" },
  { subject: "user:cleo", permission: "view", object: "folder:2026-q1", why: "her team is in finance" },
  WHY_DENIED,
  WHY_ALLOWED,
  {
    subject: "apikey:reconciler",
    permission: "refund",
    object: "client_abc:invoice:inv_2",
    why: "9,000 is too much",
  },
  {
    subject: "apikey:reconciler",
    permission: "refund",
    object: "client_abc:invoice:inv_3",
    why: "nobody said how much",
  },
  {
    subject: "apikey:reconciler",
    permission: "refund",
    object: "client_abc:invoice:inv_3",
    resource: { amount: 80, status: "paid" },
    why: "the request said it",
  },
  { subject: "user:zoe", permission: "read", object: "client_abc:invoice:inv_3", why: "auditor, in office hours" },
] as const satisfies readonly Asked[];

const folder = new URL("..", import.meta.url);

/** Runs the demonstration and gives what it prints. */
export async function demo(): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), "relata-demo-"));
  const relata = await createRelata({ model, store: sqlite(join(work, "authz.db")), clock: () => Date.parse(NOW) });
  try {
    const facts = parseFacts(indexModel(model), await readFile(new URL("facts.txt", folder), "utf8"), "facts.txt");
    const { written } = await relata.write({ touch: facts.tuples, attributes: facts.attributes });
    return [
      `relata: ${written} tuples and the attributes of ${facts.attributes.length} invoices in a SQLite file`,
      heading("Who may do what?"),
      await checks(relata),
      heading("Which objects, which subjects?"),
      await lists(relata),
      heading("Why is this allowed?"),
      reasonText(await relata.explain(WHY_ALLOWED)),
      heading("Why is this denied?"),
      reasonText(await relata.explain(WHY_DENIED)),
    ].join("\n");
  } finally {
    await relata.close();
    await rm(work, { recursive: true });
  }
}

async function checks(relata: Relata<Authz>): Promise<string> {
  const rows: string[][] = [];
  for (const { why, ...question } of QUESTIONS) {
    const decision = await relata.check(question);
    rows.push([question.subject, question.permission, question.object, outcomeText(decision), why]);
  }
  return table(["subject", "permission", "object", "decision", "because"], rows);
}

async function lists(relata: Relata<Authz>): Promise<string> {
  const cleo = await relata.listObjects({ subject: "user:cleo", permission: "read", type: "client_abc:invoice" });
  const key = await relata.listObjects({
    subject: "apikey:reconciler",
    permission: "refund",
    type: "client_abc:invoice",
  });
  const users = await relata.listSubjects({ object: "client_abc:invoice:inv_1", permission: "read", type: "user" });
  const keys = await relata.listSubjects({ object: "client_abc:invoice:inv_1", permission: "read", type: "apikey" });
  return table(
    ["question", "answer"],
    [
      ["invoices that user:cleo may read", listText(cleo)],
      ["invoices that apikey:reconciler may refund", listText(key)],
      ["users who may read client_abc:invoice:inv_1", listText(users)],
      ["keys that may read client_abc:invoice:inv_1", listText(keys)],
    ],
  );
}

function listText(entries: readonly Listed[]): string {
  if (entries.length === 0) return "none";
  return entries
    .map(({ reference, missing }) =>
      missing === undefined ? reference : `${reference} (needs ${missing.map(({ path }) => path).join(", ")})`,
    )
    .join("\n");
}
