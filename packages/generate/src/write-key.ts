const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** A name as the key of a property: bare where TypeScript takes it so, and else in quotes. */
export function writeKey(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}
