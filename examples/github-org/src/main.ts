import Table from "cli-table3";
import { LEVELS } from "./organizations.ts";
import { ACME, open } from "./open.ts";

// Usage: node dist/main.js [CONFIGURATION.json] [ORG/REPOSITORY …]
const [configuration, ...named] = process.argv.slice(2);
const relata = await open(configuration ?? ACME, ":memory:");
const repositories = named.length > 0 ? named : configuration === undefined ? ["acme/rocket", "acme/website"] : [];

const table = new Table({ head: ["repository", ...LEVELS], style: { head: [], border: [] } });
for (const repository of repositories) {
  const counts: string[] = [];
  for (const permission of LEVELS) {
    const users = await relata.listSubjects({ object: `repository:${repository}`, permission, type: "user" });
    counts.push(String(users.length));
  }
  table.push([repository, ...counts]);
}
console.log(table.toString());
if (repositories.length === 0) console.log("Name the repositories to count, for instance kubernetes/kubernetes.");
await relata.close();
