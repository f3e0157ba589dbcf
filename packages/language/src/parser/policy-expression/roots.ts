/** What every policy can read without declaring it. No parameter and no variable may take one of these names. */
export const ROOTS: readonly string[] = ["resource", "subject", "context", "action", "now"];
