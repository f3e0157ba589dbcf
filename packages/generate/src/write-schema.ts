import type { Attribute, Model, Parameter, Policy, Relation, TypeDefinition } from "@relata/model";
import { requestValues } from "./request-values.ts";
import { admittedKinds, subjectKinds } from "./subject-kinds.ts";
import { writeMembers, writeUnion, type Member } from "./write-members.ts";
import { writeValueType } from "./write-value-type.ts";

/** The body of the `Schema` of a model, as `@relata/core` defines it. Begins on a line without indent. */
export function writeSchema(model: Model): string {
  const { types, policies } = model;
  return writeMembers(
    [
      { name: "types", type: writeMembers(types.map(typeMember), "  ") },
      { name: "policies", type: writeMembers(policies.map(policyMember), "  ") },
      { name: "context", type: writeMembers(requestValues(model).map(contextMember), "  ") },
      { name: "subjects", type: writeUnion(subjectKinds(model)) },
    ],
    "",
  );
}

function typeMember({ name, doc, relations, permissions, attributes }: TypeDefinition): Member {
  const trusted = attributes.filter((attribute) => attribute.trusted).map((attribute) => attribute.name);
  const members = [
    { name: "relations", type: writeMembers(relations.map(relationMember), "      ") },
    { name: "permissions", type: writeMembers(permissions.map(permissionMember), "      ") },
    { name: "attributes", type: writeMembers(attributes.map(attributeMember), "      ") },
    { name: "trusted", type: writeUnion(trusted) },
  ];
  return { name, doc, type: writeMembers(members, "    ") };
}

function relationMember(relation: Relation): Member {
  const kinds = [...admittedKinds(relation)].map(([name, policies]) => ({ name, type: policyUnion(policies) }));
  return { name: relation.name, doc: relation.doc, type: writeMembers(kinds, "        ") };
}

function policyUnion(policies: readonly (string | undefined)[]): string {
  return policies.map((policy) => (policy === undefined ? "undefined" : JSON.stringify(policy))).join(" | ");
}

function permissionMember({ name, doc }: { readonly name: string; readonly doc?: string }): Member {
  return { name, doc, type: "true" };
}

function attributeMember({ name, doc, type }: Attribute): Member {
  return { name, doc, type: writeValueType(type), isOptional: true };
}

function policyMember({ name, doc, parameters }: Policy): Member {
  return { name, doc, type: writeMembers(parameters.map(parameterMember), "    ") };
}

/** What need not stand in the tuple may come from the request. */
function parameterMember({ name, type, tuple }: Parameter): Member {
  return { name, type: writeValueType(type), isOptional: !tuple };
}

function contextMember({ name, doc, types }: ReturnType<typeof requestValues>[number]): Member {
  return { name, doc, type: [...new Set(types.map(writeValueType))].join(" | "), isOptional: true };
}
