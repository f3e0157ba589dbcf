import type { TupleInput } from "@relata/core";
import type { Configuration, Level, Organization, Team } from "./organizations.ts";

/** The relation under which a repository holds those who have a level on it. */
const HOLDERS: Readonly<Record<Level, string>> = {
  read: "reader",
  triage: "triager",
  write: "writer",
  maintain: "maintainer",
  admin: "administrator",
};

/** The tuples that a configuration states. A fact that is stated twice comes once. */
export function toTuples({ orgs }: Configuration): readonly TupleInput[] {
  return [...new Set(orgs.flatMap(ofOrganization))];
}

function ofOrganization(org: Organization): readonly string[] {
  const organization = `organization:${org.name}`;
  const base = org.default_repository_permission;
  return [
    ...org.admins.map((name) => `${organization}#admin@user:${name}`),
    ...[...org.members, ...org.admins].map((name) => `${organization}#member@user:${name}`),
    ...(base === "none" ? [] : [`${organization}#base_${base}@${organization}#member`]),
    ...org.teams.flatMap((team) => ofTeam(org, team)),
  ];
}

function ofTeam(org: Organization, team: Team): readonly string[] {
  const reference = teamOf(org, team);
  return [
    ...team.maintainers.map((name) => `${reference}#maintainer@user:${name}`),
    `${reference}#member@${reference}#maintainer`,
    ...team.members.map((name) => `${reference}#member@user:${name}`),
    ...team.teams.map((child) => `${reference}#member@${teamOf(org, child)}#member`),
    ...Object.entries(team.repos).flatMap(([name, level]) => [
      `repository:${org.name}/${name}#organization@organization:${org.name}`,
      `repository:${org.name}/${name}#${HOLDERS[level]}@${reference}#member`,
    ]),
    ...team.teams.flatMap((child) => ofTeam(org, child)),
  ];
}

function teamOf(org: Organization, team: Team): string {
  return `team:${org.name}/${team.name}`;
}
