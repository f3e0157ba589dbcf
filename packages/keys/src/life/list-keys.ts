import { Failure, indexModel, toSubject, type SubjectRef } from "@relata/model";
import type { Key, KeyRecord, Standing } from "../key.ts";
import { Reading } from "../system/reading.ts";
import { readStanding, readStandings } from "../system/standing.ts";
import { KEY_TYPE } from "../system/system-text.ts";
import type { Settings } from "./settings.ts";

export interface ListInput {
  /** 1 to 200. Default: 100. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** Only those of this owner, in whatever mode. */
  readonly owner?: string | SubjectRef;
  /** Only those of this organization. */
  readonly organization?: string;
}

/** A page of keys, in the order of their ids. */
export interface KeyListing {
  readonly keys: readonly Key[];
  /** Where the next page begins; absent behind the last. */
  readonly next?: string;
}

const PAGE = 100;
const LARGEST_PAGE = 200;

/** Keys with how they stand. Cost: one query, one for the owner or the organization, and one for all tuples of the page. */
export async function listKeys(settings: Settings, input: ListInput): Promise<KeyListing> {
  const { limit = PAGE, after } = input;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) {
    throw new Failure("invalid_question", `\`limit\` is a whole number from 1 to ${LARGEST_PAGE}`);
  }
  const ids = await idsOf(settings, input);
  const records = await settings.store.list({
    limit: limit + 1,
    ...(after !== undefined && { after }),
    ...(ids !== undefined && { ids }),
  });
  const page = records.slice(0, limit);
  const keys = await withStandings(settings, page);
  const last = page.at(-1);
  return { keys, ...(records.length > limit && last !== undefined && { next: last.id }) };
}

/** A key with how it stands. */
export async function withStanding({ relata, clock }: Settings, record: KeyRecord): Promise<Key> {
  return shown(record, await readStanding(relata, record.id, new Reading(clock())));
}

async function withStandings({ relata, clock }: Settings, records: readonly KeyRecord[]): Promise<readonly Key[]> {
  const ids = records.map(({ id }) => id);
  const standings = await readStandings(relata, ids, new Reading(clock()));
  return records.map((record, n) => shown(record, standings[n]));
}

/** A key whose tuples do not say how it stands is shown as what it is to `verify`: disabled. */
function shown(record: KeyRecord, standing: Standing | undefined): Key {
  return { ...record, ...(standing ?? { mode: "own", isDisabled: true }) };
}

/** The ids of the keys of an owner and of an organization; undefined where neither is named. */
async function idsOf(settings: Settings, { owner, organization }: ListInput): Promise<readonly string[] | undefined> {
  const { relata, organizations } = settings;
  const subjects: SubjectRef[] = [];
  if (owner !== undefined) subjects.push(toSubject(indexModel(relata.model), owner));
  if (organization !== undefined) subjects.push({ type: organizations.type, id: organization });
  const found = await Promise.all(subjects.map((subject) => idsNaming(settings, subject)));
  const [first, ...others] = found;
  return first?.filter((id) => others.every((ids) => ids.includes(id)));
}

async function idsNaming({ relata }: Settings, subject: SubjectRef): Promise<readonly string[]> {
  const ids = new Set<string>();
  const filter = { object: { type: KEY_TYPE }, subject: { ...subject, relation: null } };
  for await (const { object, relation } of relata.tuples(filter)) if (relation !== "disabled") ids.add(object.id);
  return [...ids];
}
