/** What routes are about, in the order in which they are read, with how the paths of each begin. */
const TAGS = [
  {
    name: "Questions",
    description: "May that subject do that to this? Why, what else, and who else?",
    begins: ["/v1/check", "/v1/explain", "/v1/expand", "/v1/list-", "/v1/permissions"],
  },
  {
    name: "Tuples",
    description: "What is stored: written, read, deleted, and followed as it changes.",
    begins: ["/v1/tuples/", "/v1/watch"],
  },
  { name: "Model", description: "The types, relations, permissions and policies that answer.", begins: ["/v1/model"] },
  {
    name: "Keys",
    description: "Keys from their making to their end, and what was done with them.",
    begins: ["/v1/api-keys", "/v1/revocations", "/v1/audit", "/v1/whoami"],
  },
  {
    name: "Tokens",
    description: "Tokens that a key is exchanged for, and what verifies them.",
    begins: ["/oauth2/", "/api/auth/api-key/", "/api/auth/jwks", "/.well-known/jwks", "/.well-known/oauth-"],
  },
  {
    name: "Callers",
    description: "What a service asks that has the key, token or session of its caller in its hands.",
    begins: ["/api/auth/check-permission", "/api/auth/list-objects"],
  },
  { name: "AuthZEN", description: "AuthZEN 1.0.", begins: ["/access/v1/", "/.well-known/authzen-"] },
  {
    name: "Operation",
    description: "Health, counts, and the description of the rest.",
    begins: ["/livez", "/readyz", "/api/health", "/metrics", "/openapi.json", "/docs"],
  },
] as const;

/** The tags as OpenAPI lists them. */
export const TAG_LIST = TAGS.map(({ name, description }) => ({ name, description }));

/** What the routes of a path are about; none for those of the application. */
export function tagsOf(path: string): readonly string[] {
  return TAGS.filter(({ begins }) => begins.some((start) => path.startsWith(start))).map(({ name }) => name);
}
