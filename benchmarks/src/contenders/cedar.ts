import { preparsePolicySet, statefulIsAuthorized, type EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import { idOf } from "../workload/edges.ts";
import type { Organisation } from "../workload/organisation.ts";
import type { Question } from "../workload/questions.ts";
import { depthsOf, foldersAbove } from "../workload/reference.ts";
import type { Contender } from "./contender.ts";

/** Folders are five deep, and Cedar's conditions do not recurse: they are written out. */
const FOLDERS = 6;

const POLICIES = `
permit(principal, action == Action::"view", resource) when {
  resource.owners.contains(principal) || principal in resource.editors || principal in resource.viewers
    || ${Array.from({ length: FOLDERS }, (_, above) => inFolder(above)).join("\n    || ")}
};
forbid(principal, action == Action::"view", resource) when { resource.banned.contains(principal) };
`;

function inFolder(above: number): string {
  const steps = Array.from({ length: above + 1 }, (_, n) => `resource${".parent".repeat(n)} has parent`);
  return `(${steps.join(" && ")} && principal in resource${".parent".repeat(above + 1)}.viewers)`;
}

const SET = "benchmark";

/**
 * Cedar, with its policies parsed before. It has no store: a request brings its entities, and those that it needs are chosen and made
 * ready before they are timed. So what it takes to find them comes on top.
 */
export function cedarContender(world: Organisation): Contender<Question> {
  const parsed = preparsePolicySet(SET, { staticPolicies: POLICIES });
  if (parsed.type === "failure") throw new Error(`the policies of Cedar: ${JSON.stringify(parsed.errors)}`);
  return {
    name: "Cedar, entities at hand",
    block: (questions) => {
      const calls = questions.map((question) => callOf(world, question));
      return () => {
        let allowed = 0;
        for (const call of calls) {
          const answer = statefulIsAuthorized(call);
          if (answer.type === "failure") throw new Error(`Cedar: ${JSON.stringify(answer.errors)}`);
          if (answer.response.decision === "allow") allowed++;
        }
        return allowed;
      };
    },
  };
}

function callOf(world: Organisation, { person, document }: Question) {
  const folders = foldersAbove(world, document);
  const groups = [...depthsOf(world, person).keys()];
  const entities: EntityJson[] = [
    { uid: uidOf(world, person), attrs: {}, parents: world.members.with(person).map(groupUid) },
    ...groups.map((group) => ({ uid: groupUid(group), attrs: {}, parents: world.nested.with(group).map(groupUid) })),
    ...folders.map((folder) => folderOf(world, folder)),
    documentOf(world, document),
  ];
  return {
    principal: uidOf(world, person),
    action: { type: "Action", id: "view" },
    resource: { type: "Document", id: idOf("document", document) },
    context: {},
    preparsedPolicySetId: SET,
    entities,
  };
}

function documentOf(world: Organisation, document: number): EntityJson {
  const people = (found: readonly number[]) => found.map((n) => ({ __entity: uidOf(world, n) }));
  const attrs = {
    owners: people(world.owners.of(document)),
    editors: [...people(world.editors.of(document)), ...groupsOf(world.editorGroups.of(document))],
    viewers: [...people(world.viewers.of(document)), ...groupsOf(world.viewerGroups.of(document))],
    banned: people(world.banned.of(document)),
    ...parentOf(world.parents.of(document)),
  };
  return { uid: { type: "Document", id: idOf("document", document) }, attrs, parents: [] };
}

function folderOf(world: Organisation, folder: number): EntityJson {
  const people = world.folderViewers.of(folder).map((n) => ({ __entity: uidOf(world, n) }));
  const attrs = {
    viewers: [...people, ...groupsOf(world.folderGroups.of(folder))],
    ...parentOf(world.folderParents.of(folder)),
  };
  return { uid: folderUid(folder), attrs, parents: [] };
}

function groupsOf(groups: readonly number[]) {
  return groups.map((n) => ({ __entity: groupUid(n) }));
}

function parentOf([folder]: readonly number[]) {
  return folder === undefined ? {} : { parent: { __entity: folderUid(folder) } };
}

function uidOf(world: Organisation, n: number) {
  const { type, id } = world.person(n);
  return { type: type === "user" ? "User" : "Key", id };
}

function groupUid(n: number) {
  return { type: "Group", id: idOf("group", n) };
}

function folderUid(n: number) {
  return { type: "Folder", id: idOf("folder", n) };
}
