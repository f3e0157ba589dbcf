import type { Collected } from "@relata/core";
import { parseInstant } from "@relata/model";
import { Option, type Command } from "commander";
import { withDatabaseOptions, type DatabaseOptions } from "../database/database-options.ts";
import { withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { counted } from "../output/model-summary.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface GcOptions extends DatabaseOptions {
  /** Milliseconds since the epoch. */
  readonly before?: number;
  /** Milliseconds. */
  readonly keep?: number;
  readonly json?: true;
}

const MS_OF_UNIT: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const NS_PER_MS = 1_000_000n;

/** What is kept, where nobody says how much. */
const KEPT_MS = 7 * 86_400_000;

/** `relata gc`: forgets history that nobody needs any more, of all stores of a database. What is live stays. */
export function addGc(program: Command, session: Session): void {
  const command = program
    .command("gc")
    .description("forget history of all stores of a database, in small transactions; what is live stays")
    .addOption(new Option("--before <date>", "states that ended before may go, as 2026-01-31").argParser(toMs))
    .addOption(
      new Option("--keep <duration>", "the same in time from now, as 12h (default: 7d)").argParser(toDuration),
    );
  withJson(withDatabaseOptions(command)).action(async (options: GcOptions) => {
    const { before, keep } = options;
    if (before !== undefined && keep !== undefined) throw usageError("give --before or --keep, not both");
    const floor = before ?? session.clock() - (keep ?? KEPT_MS);
    const collected = await withStore(session, options, async (store) =>
      store.collectGarbage({ before: Math.max(0, floor) }),
    );
    session.stdout.write(options.json === true ? toJson(collected) : sentence(collected));
  });
}

function sentence({ tuples, attributes, transactions, idempotencyKeys, oldest }: Collected): string {
  const gone = [
    counted(tuples, "tuple", "tuples"),
    counted(attributes, "attribute", "attributes"),
    counted(transactions, "transaction", "transactions"),
    counted(idempotencyKeys, "idempotency key", "idempotency keys"),
  ];
  return `forgot ${gone.join(", ")} of the past; history reaches back to revision ${oldest}\n`;
}

/** A day, which begins at midnight in UTC, or an instant. */
function toMs(text: string): number {
  const instant = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (instant !== undefined) return Number(instant / NS_PER_MS);
  throw usageError(`--before is a day as 2026-01-31, or an instant as 2026-01-31T09:00:00Z: \`${text}\` is neither`);
}

function toDuration(text: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const ms = MS_OF_UNIT[unit];
  if (count !== undefined && ms !== undefined) return Number(count) * ms;
  throw usageError(`--keep is a number and s, m, h, d or w, as 12h or 7d: \`${text}\` is none`);
}
