import { BlockList, isIP } from "node:net";

/** What a server process is told by its environment. */
export interface Settings {
  readonly modelPath: string;
  readonly databasePath: string;
  readonly host: string;
  readonly port: number;
}

export type ReadSettings = { readonly settings: Settings } | { readonly problems: readonly string[] };

/** Reads the whole environment, and names every problem in it at once. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): ReadSettings {
  const { RELATA_MODEL: modelPath = "", RELATA_DB: databasePath = "relata.db" } = env;
  const { HOST: host = "127.0.0.1", PORT: port = "8787" } = env;
  const problems = [
    modelPath === "" ? "`RELATA_MODEL` is not set: name the model file, for instance `RELATA_MODEL=authz.relata`" : "",
    databasePath === "" ? "`RELATA_DB` is empty: name a file, or leave it out for `relata.db`" : "",
    isPort(port) ? "" : `\`PORT\` is \`${port}\`: it must be a whole number from 0 to 65535`,
    hostProblem(host, env["RELATA_INSECURE_NO_AUTH"] === "1"),
  ].filter((problem) => problem !== "");
  return problems.length > 0 ? { problems } : { settings: { modelPath, databasePath, host, port: Number(port) } };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

/** Why: an empty host is every address to Node, and the server asks nobody who they are. */
function hostProblem(host: string, insecure: boolean): string {
  if (host === "") return "`HOST` is empty: name an address, or leave it out for `127.0.0.1`";
  if (insecure || isLoopback(host)) return "";
  return (
    `\`HOST\` is \`${host}\`, which others can reach, and this server has no authentication yet: whoever reaches it may ask ` +
    "anything. Use `127.0.0.1`, or set `RELATA_INSECURE_NO_AUTH=1` if the network keeps everybody else out"
  );
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function isLoopback(host: string): boolean {
  if (host === "localhost") return true;
  const version = isIP(host);
  return version !== 0 && loopback.check(host, version === 4 ? "ipv4" : "ipv6");
}
