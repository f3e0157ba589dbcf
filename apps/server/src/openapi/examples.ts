const OBJECT = "folder:plans";
const QUESTION = { subject: "user:ann", permission: "view", object: OBJECT };
const TUPLE = "folder:plans#viewer@user:ann";
const MODEL =
  "model 1\ntype user\ntype apikey\ntype folder {\n  relation viewer: user | apikey\n  permission view = viewer\n}\n";

const SUBJECT = { type: "user", id: "ann" };
const RESOURCE = { type: "folder", id: "plans" };
const ACTION = { name: "view" };

/** A request for each route that takes JSON, by its `operationId`: what the description shows, and the page begins with. */
export const EXAMPLES: Readonly<Record<string, object>> = {
  check: QUESTION,
  checkMany: { items: [QUESTION, { ...QUESTION, object: "folder:ideas" }], consistency: "latest" },
  explain: { ...QUESTION, format: "text" },
  expand: { permission: "view", object: OBJECT, format: "text" },
  listObjects: { subject: "user:ann", permission: "view", type: "folder", limit: 100 },
  listSubjects: { object: OBJECT, permission: "view", type: "user", limit: 100 },
  listPermissions: { subject: "user:ann", object: OBJECT },
  writeTuples: { touch: [TUPLE], delete: [], idempotencyKey: "plans-for-ann" },
  readTuples: { filter: { object: OBJECT }, limit: 100 },
  deleteTuples: { filter: { object: OBJECT, relation: "viewer" }, dryRun: true },
  validateModel: { text: MODEL, lint: true },
  diffModel: { text: MODEL },
  applyModel: { text: MODEL, message: "folders", dryRun: true },
  checkPermission: { entityType: "folder", entityId: "plans", permission: "view" },
  checkPermissions: { entityType: "folder", entityIds: ["plans", "ideas"], permission: "view" },
  searchOwnObjects: { entityType: "folder", permission: "view", limit: 100 },
  createKey: { name: "reader", tuples: ["folder:*#viewer"], limits: [{ limit: 1_000, windowSeconds: 3_600 }] },
  updateKey: { name: "reader of plans", addresses: ["10.0.0.0/8"] },
  importKey: { name: "taken over", hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
  rotateKey: { graceSeconds: 3_600 },
  exchangeKey: { types: ["folder"] },
  evaluate: { subject: SUBJECT, action: ACTION, resource: RESOURCE },
  evaluateMany: { subject: SUBJECT, action: ACTION, evaluations: [{ resource: RESOURCE }] },
  searchSubjects: { subject: { type: "user" }, action: ACTION, resource: RESOURCE },
  searchResources: { subject: SUBJECT, action: ACTION, resource: { type: "folder" } },
  searchActions: { subject: SUBJECT, resource: RESOURCE },
};
