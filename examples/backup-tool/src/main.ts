import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen } from "@relata/server";
import { openBackupTool } from "./backup-tool.ts";
import { peopleOf } from "./people.ts";

const people = peopleOf(randomBytes(32).toString("hex"));
const tool = await openBackupTool({ file: join(mkdtempSync(join(tmpdir(), "backup-tool-")), "authz.db"), people });
await tool.relata.write(["organization:acme#admin@user:ann", "volume:home#organization@organization:acme"]);
const { url } = await listen({ app: tool.app, host: "127.0.0.1", port: 8787 });
const [cookie] = (await people.cookieOf({ id: "ann", organization: "acme" })).split(";");
console.log(`listening on ${url}, where ann has signed in\nexport COOKIE='${cookie}'`);
