/** Methods that routes may take. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The method; undefined for all others, which callers make up. */
export function methodOf(method: string): string | undefined {
  return METHODS.has(method) ? method : undefined;
}
