import { MAX_BODY_BYTES, REQUEST_LIMITS, type RequestLimits } from "./limits.ts";
import { LISTEN_LIMITS, type ListenLimits } from "./listen.ts";
import type { Environment } from "./settings.ts";
import { STREAM_SETTINGS, type StreamSettings } from "./streams/stream-settings.ts";

/** How much a server takes, and for how long. */
export interface LimitSettings {
  readonly maxBodyBytes: number;
  readonly requestLimits: RequestLimits;
  readonly streams: StreamSettings;
  readonly listening: ListenLimits;
  readonly memory: MemorySettings;
}

/** What is kept in memory. No answer depends on it. */
export interface MemorySettings {
  /** MiB that the tuples may take: 0 for none. */
  readonly residentMib: number;
  /** Keys that are known once they were verified: 0 for none. */
  readonly knownKeys: number;
}

/** A whole number that a server is told. */
export interface LimitSetting {
  readonly variable: string;
  readonly field: string;
  readonly byDefault: number;
  readonly least: number;
  readonly most: number;
  readonly means: string;
}

const DAY_MS = 86_400_000;
const GIGABYTE = 1_073_741_824;
const MILLION = 1_000_000;

/** Each with what it may be: what is too small answers nobody, and what is too large is no limit. */
export const LIMIT_SETTINGS = {
  bodyBytes: limit("MAX_BODY_BYTES", MAX_BODY_BYTES, [1_024, GIGABYTE], "bytes that the body of a request may have"),
  headerBytes: limit(
    "MAX_HEADER_BYTES",
    LISTEN_LIMITS.maxHeaderBytes,
    [1_024, MILLION],
    "bytes that the head of a request may have",
  ),
  requestMs: limit(
    "REQUEST_TIMEOUT_MS",
    LISTEN_LIMITS.requestTimeoutMs,
    [100, DAY_MS],
    "milliseconds in which a client has to send a request",
  ),
  graceMs: limit(
    "GRACE_MS",
    LISTEN_LIMITS.graceMs,
    [0, DAY_MS],
    "milliseconds that requests under way have, once the server is told to end",
  ),
  batchItems: limit("MAX_BATCH_ITEMS", REQUEST_LIMITS.batchItems, [1, MILLION], "questions of a batch"),
  pageEntries: limit("MAX_PAGE_ENTRIES", REQUEST_LIMITS.pageEntries, [1, MILLION], "entries of a page"),
  writeChanges: limit("MAX_WRITE_CHANGES", REQUEST_LIMITS.writeChanges, [1, MILLION], "changes of a write"),
  deadlineMs: limit(
    "MAX_DEADLINE_MS",
    REQUEST_LIMITS.deadlineMs,
    [1, DAY_MS],
    "milliseconds that a question may take, and does where it names no deadline",
  ),
  budget: limit("MAX_BUDGET", REQUEST_LIMITS.budget, [1, 1_000 * MILLION], "nodes that an evaluation may visit"),
  streams: limit("MAX_STREAMS", STREAM_SETTINGS.perServer, [0, MILLION], "streams that are open at once"),
  streamsPerCaller: limit(
    "MAX_STREAMS_PER_CALLER",
    STREAM_SETTINGS.perCaller,
    [0, MILLION],
    "streams of one caller among them",
  ),
  heartbeatMs: limit(
    "STREAM_HEARTBEAT_MS",
    STREAM_SETTINGS.heartbeatMs,
    [100, DAY_MS],
    "milliseconds of silence after which a stream says that it lives",
  ),
  stallMs: limit(
    "STREAM_STALL_MS",
    STREAM_SETTINGS.stallMs,
    [100, DAY_MS],
    "milliseconds after which a stream ends that its client does not read",
  ),
  residentMib: limit(
    "RESIDENT",
    512,
    [0, MILLION],
    "MiB of memory that tuples may take, to answer from there; beyond, with `0`, and on PostgreSQL unless it is set, the database is asked",
  ),
  knownKeys: limit(
    "KNOWN_KEYS",
    10_000,
    [0, MILLION],
    "keys that are known from memory while nothing changes; with `0`, each request reads its key",
  ),
} as const satisfies Readonly<Record<string, LimitSetting>>;

function limit(name: string, byDefault: number, range: readonly [number, number], means: string): LimitSetting {
  const field = name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const [least, most] = range;
  return { variable: `RELATA_${name}`, field, byDefault, least, most, means };
}

/**
 * Whether other servers write to the same PostgreSQL, as far as anybody said. Why nothing is resident then unless it is asked for: `fast` has
 * all that others wrote there, and from memory it has it some milliseconds later.
 */
function isShared({ RELATA_DATABASE_URL: url = "", RELATA_RESIDENT: resident = "" }: Environment): boolean {
  return url !== "" && resident === "";
}

/** Reads all limits, and names each that cannot be. */
export function readLimits(env: Environment): { readonly limits: LimitSettings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const read = (name: keyof typeof LIMIT_SETTINGS): number => {
    const { variable, byDefault, least, most } = LIMIT_SETTINGS[name];
    const text = env[variable] ?? "";
    if (text === "") return byDefault;
    const value = Number(text);
    if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
    problems.push(`\`${variable}\` is \`${text}\`: it must be a whole number from ${least} to ${most}`);
    return byDefault;
  };
  const limits: LimitSettings = {
    maxBodyBytes: read("bodyBytes"),
    requestLimits: {
      batchItems: read("batchItems"),
      pageEntries: read("pageEntries"),
      writeChanges: read("writeChanges"),
      deadlineMs: read("deadlineMs"),
      budget: read("budget"),
    },
    streams: {
      heartbeatMs: read("heartbeatMs"),
      stallMs: read("stallMs"),
      perServer: read("streams"),
      perCaller: read("streamsPerCaller"),
    },
    listening: {
      maxHeaderBytes: read("headerBytes"),
      requestTimeoutMs: read("requestMs"),
      graceMs: read("graceMs"),
    },
    memory: { residentMib: isShared(env) ? 0 : read("residentMib"), knownKeys: read("knownKeys") },
  };
  return { limits, problems };
}
