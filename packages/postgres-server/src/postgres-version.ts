/** The major versions that relata works on, oldest first: of each, the package registry has binaries. */
export const POSTGRES_VERSIONS = [15, 16, 17, 18] as const;

export type PostgresVersion = (typeof POSTGRES_VERSIONS)[number];
