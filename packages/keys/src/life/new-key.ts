import { toSubject, indexModel, type SubjectRef, Failure, formatSubject } from "@relata/model";
import type { ChangesInput, PreconditionInput } from "@relata/core";
import { newId } from "../format/new-id.ts";
import { newKeyText } from "../format/key-format.ts";
import { ENVIRONMENTS, KEY_KINDS, type Environment, type KeyKind, type KeyRecord } from "../key.ts";
import type { SecretRecord } from "../key-store.ts";
import type { OwnerMode } from "../principal.ts";
import { keySubject, gonePlace, standingTuples } from "../system/standing.ts";
import { ROOT } from "../system/system-text.ts";
import type { By } from "./commits.ts";
import { expiryOf, toUpdate, type KeyInput } from "./key-input.ts";
import { tupleOf, type KeyTuple } from "./key-tuples.ts";
import type { Settings } from "./settings.ts";

/** A key to be made. */
export interface CreateInput extends KeyInput, By {
  readonly name: string;
  /** Default: `api`. */
  readonly kind?: KeyKind;
  /** Default: `live`. */
  readonly environment?: Environment;
  /** Whose it is. A key of an `own` mode may be nobody's. */
  readonly owner?: string | SubjectRef;
  /** Default: `own`. */
  readonly mode?: OwnerMode;
  /** The id of the organization that it belongs to. */
  readonly organization?: string;
  /** Written with the key, which is the subject of all of them. */
  readonly tuples?: readonly KeyTuple[];
  /** What must hold of the stored tuples as the key is made; else there is none. */
  readonly preconditions?: readonly PreconditionInput[];
}

/** The row of a new key with its tuples, all of which are written or none. */
export interface Creation {
  readonly record: Omit<KeyRecord, "lastFour">;
  readonly tuples: ChangesInput;
}

/** @throws Failure `invalid_key`, `invalid_reference`, `invalid_tuple` */
export function creationOf(settings: Settings, input: CreateInput): Creation {
  const { kind = "api", environment = "live", by } = input;
  if (!KEY_KINDS.includes(kind))
    throw invalid(`\`${kind as string}\` is no kind of key: it is one of ${KEY_KINDS.join(", ")}`);
  if (!ENVIRONMENTS.includes(environment)) {
    throw invalid(`\`${environment as string}\` is no environment: it is one of ${ENVIRONMENTS.join(", ")}`);
  }
  const now = settings.clock();
  const { name, addresses, limits, metadata = {} } = toUpdate(input, settings.life, now);
  const expiresAt = expiryOf(input.expiresAt, settings.life, now);
  if (name === undefined) throw invalid("a key has a name, for people to know it by");
  const id = newId();
  return {
    record: {
      id,
      app: settings.app,
      kind,
      environment,
      name,
      createdAt: now,
      ...(by !== undefined && { createdBy: formatSubject(by) }),
      ...(expiresAt !== null && { expiresAt }),
      ...(addresses !== undefined && addresses !== null && { addresses }),
      ...(limits !== undefined && limits !== null && { limits }),
      metadata,
    },
    tuples: tuplesOf(settings, id, input),
  };
}

function tuplesOf(settings: Settings, id: string, input: CreateInput): ChangesInput {
  const { relata, organizations } = settings;
  const { mode = "own", kind = "api", organization, tuples = [], preconditions = [] } = input;
  const owner = input.owner === undefined ? undefined : toSubject(indexModel(relata.model), input.owner);
  if (mode !== "own" && owner === undefined)
    throw invalid(`a key of mode \`${mode}\` acts for an owner: give \`owner\``);
  if (kind === "service" && organization === undefined) {
    throw invalid("a service key belongs to an organization: give `organization`");
  }
  const stands = { mode, ...(owner !== undefined && { owner }), ...(organization !== undefined && { organization }) };
  const root = kind === "root" ? [{ object: ROOT, relation: "admin", subject: keySubject(id) }] : [];
  return {
    create: [...standingTuples(id, stands, organizations.type), ...root, ...tuples.map((tuple) => tupleOf(id, tuple))],
    preconditions: [
      ...preconditions,
      // Why in the write: the owner may be on the way out at this moment.
      ...(owner === undefined ? [] : [{ must: "not_match", filter: gonePlace(owner) } as const]),
    ],
  };
}

/** A new secret of a key: its text, and what is kept of it. */
export function newSecret(
  settings: Settings,
  key: Omit<KeyRecord, "lastFour">,
): { text: string; record: SecretRecord } {
  const text = newKeyText(key);
  const record = {
    key: key.id,
    hash: settings.hashing.of(text),
    lastFour: text.slice(-4),
    createdAt: settings.clock(),
  };
  return { text, record };
}

function invalid(message: string): Failure {
  return new Failure("invalid_key", message);
}
