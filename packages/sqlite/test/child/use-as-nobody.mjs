// Uses a store as a user who owns nothing, and prints what became of each call as JSON. Arguments: the file.
import { sqlite } from "@relata/sqlite";

const path = process.argv[2];
if (process.getuid() === 0) {
  process.setgid(65_534);
  process.setuid(65_534);
}
const tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "bob" } };
const calls = {
  open: () => void (store = sqlite(path, { busyTimeoutMs: 50 })),
  contents: async () => (await store.contents()).tuples.length,
  count: async () => (await store.count({})).value,
  revisions: async () => (await store.log.revisions(0, 10)).revisions.length,
  write: () => store.write({ touch: [tuple] }),
  deleteMatching: () => store.deleteMatching({}),
  collectGarbage: () => store.collectGarbage({ before: 1 }),
  "contents after": async () => (await store.contents()).tuples.length,
};
let store;
const outcomes = {};
for (const [name, call] of Object.entries(calls)) {
  try {
    outcomes[name] = (await call()) ?? "done";
  } catch (error) {
    outcomes[name] = error.code ?? String(error);
    if (name === "open") break;
  }
}
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
