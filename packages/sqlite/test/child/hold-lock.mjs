// Takes the write lock of a file, or all locks, as soon as it is told to, says so, and lets go after a time. Arguments: the
// file, "immediate" or "exclusive", milliseconds.
import { once } from "node:events";
import Database from "better-sqlite3";

const [path, kind, ms] = process.argv.slice(2);
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();

const client = new Database(path);
client.exec(`begin ${kind}`);
process.stdout.write("locked\n");
setTimeout(() => {
  client.exec("rollback");
  client.close();
}, Number(ms));
