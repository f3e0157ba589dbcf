import { AddressList } from "@relata/keys";
import { readDatabase } from "./database-settings.ts";
import type { Database } from "./database.ts";
import { LOG_LEVELS, type LogLevel } from "./observing/json-log.ts";
import { readKeySettings, type KeySettings } from "./key-settings.ts";
import { readLimits, type LimitSettings } from "./limit-settings.ts";

/** What a server process is told by its environment. */
export interface Settings {
  readonly modelPath: string;
  readonly database: Database;
  readonly host: string;
  readonly port: number;
  /** Absent: the log is text for people, without a line for each request. */
  readonly logLevel?: LogLevel;
  readonly limits: LimitSettings;
  /** Absent where nobody is asked who they are. */
  readonly keys?: KeySettings;
}

const LOOPBACK = new AddressList(["127.0.0.0/8", "::1"]);

export type ReadSettings = { readonly settings: Settings } | { readonly problems: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the whole environment, and names every problem in it at once; none of them repeats a secret. */
export function readSettings(env: Environment): ReadSettings {
  const { RELATA_MODEL: modelPath = "" } = env;
  const { HOST: host = "127.0.0.1", PORT: port = "8787", RELATA_INSECURE_NO_AUTH: insecure } = env;
  const { database, ...read } = readDatabase(env, insecure !== "1");
  const problems = [
    modelPath === "" ? "`RELATA_MODEL` is not set: name the model file, for instance `RELATA_MODEL=authz.relata`" : "",
    ...read.problems,
    isPort(port) ? "" : `\`PORT\` is \`${port}\`: it must be a whole number from 0 to 65535`,
    host === "" ? "`HOST` is empty: name an address, or leave it out for `127.0.0.1`" : "",
    insecureProblem(insecure, host),
  ];
  const { limits, ...wrong } = readLimits(env);
  problems.push(...wrong.problems);
  const logLevel = LOG_LEVELS.find((one) => one === env["RELATA_LOG_JSON"]);
  if (logLevel === undefined && (env["RELATA_LOG_JSON"] ?? "") !== "") {
    problems.push(`\`RELATA_LOG_JSON\` is one of ${LOG_LEVELS.join(", ")}`);
  }
  const keys = insecure === "1" ? undefined : readKeySettings(env);
  if (keys !== undefined) {
    problems.push(issuerProblem(host, keys.settings.issuer), ...keys.problems);
  }
  const found = problems.filter((problem) => problem !== "");
  if (found.length > 0) return { problems: found };
  const settings = {
    modelPath,
    database,
    host,
    port: Number(port),
    limits,
    ...(logLevel !== undefined && { logLevel }),
  };
  return { settings: keys === undefined ? settings : { ...settings, keys: keys.settings } };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

/** Why of this machine alone: whoever else could reach it could write what they like. */
function insecureProblem(insecure: string | undefined, host: string): string {
  if (insecure === undefined || insecure === "") return "";
  const meaning = "with it, whoever reaches the server may do everything";
  if (insecure !== "1") return `\`RELATA_INSECURE_NO_AUTH\` must be \`1\`, or left out: ${meaning}`;
  if (isOfThisMachine(host)) return "";
  return `\`HOST\` is \`${host}\`, which others can reach: leave it out, or \`RELATA_INSECURE_NO_AUTH\`; ${meaning}`;
}

/** Why: a token says where its issuer is, and verifiers elsewhere do not find it at an address of this machine. */
function issuerProblem(host: string, issuer: string | undefined): string {
  if (issuer !== undefined || isOfThisMachine(host)) return "";
  return `\`HOST\` is \`${host}\`, which others can reach: say in \`RELATA_ISSUER\` under which URL they do`;
}

/** What has no name is another problem. */
function isOfThisMachine(host: string): boolean {
  return host === "" || host === "localhost" || LOOPBACK.has(host);
}
