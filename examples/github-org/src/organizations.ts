/** The public configuration of GitHub organisations, as `kubernetes/org` keeps it in files. */
export interface Configuration {
  readonly orgs: readonly Organization[];
}

export interface Organization {
  readonly name: string;
  readonly default_repository_permission: Level | "none";
  readonly admins: readonly string[];
  readonly members: readonly string[];
  readonly teams: readonly Team[];
}

export interface Team {
  readonly name: string;
  readonly maintainers: readonly string[];
  readonly members: readonly string[];
  /** What the team has on each repository of the organisation. */
  readonly repos: Readonly<Record<string, Level>>;
  readonly teams: readonly Team[];
}

export const LEVELS = ["read", "triage", "write", "maintain", "admin"] as const;

export type Level = (typeof LEVELS)[number];
