import type { RelationOf, TupleText } from "@relata/core";
import type { Authz } from "./authz.gen.ts";
import type { Configuration, Level, Organization, Team } from "./organizations.ts";

/** The relation under which a repository holds those who have a level on it. */
const HOLDERS: Readonly<Record<Level, RelationOf<Authz, "repository">>> = {
  read: "reader",
  triage: "triager",
  write: "writer",
  maintain: "maintainer",
  admin: "administrator",
};

/** The tuples that a configuration states. A fact that is stated twice comes once. */
export function toTuples({ orgs }: Configuration): readonly TupleText<Authz>[] {
  return [...new Set(orgs.flatMap(ofOrganization))];
}

function ofOrganization(org: Organization): readonly TupleText<Authz>[] {
  const organization = `organization:${org.name}` as const;
  const base = org.default_repository_permission;
  return [
    ...org.admins.map((name) => `${organization}#admin@user:${name}` as const),
    ...[...org.members, ...org.admins].map((name) => `${organization}#member@user:${name}` as const),
    ...(base === "none" ? [] : [`${organization}#base_${base}@${organization}#member` as const]),
    ...org.teams.flatMap((team) => ofTeam(org, team)),
  ];
}

function ofTeam(org: Organization, team: Team): readonly TupleText<Authz>[] {
  const reference = teamOf(org, team);
  return [
    ...team.maintainers.map((name) => `${reference}#maintainer@user:${name}` as const),
    `${reference}#member@${reference}#maintainer`,
    ...team.members.map((name) => `${reference}#member@user:${name}` as const),
    ...team.teams.map((child) => `${reference}#member@${teamOf(org, child)}#member` as const),
    ...Object.entries(team.repos).flatMap(([name, level]) => [
      `repository:${org.name}/${name}#organization@organization:${org.name}` as const,
      `repository:${org.name}/${name}#${HOLDERS[level]}@${reference}#member` as const,
    ]),
    ...team.teams.flatMap((child) => ofTeam(org, child)),
  ];
}

function teamOf(org: Organization, team: Team): `team:${string}` {
  return `team:${org.name}/${team.name}`;
}
