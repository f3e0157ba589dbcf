/** The user's id; undefined where there is none, or where it is banned. What has another form than better-auth's is none. */
export function admittedUserId(user: unknown, nowMs: number): string | undefined {
  const { id, banned, banExpires } = fieldsOf(user);
  if (typeof id !== "string" || id === "") return undefined;
  return isSet(banned) && !isOver(banExpires, nowMs) ? undefined : id;
}

/** What is read of an answer of better-auth, whose types are not ours to name: nothing of what is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Databases without booleans have 1. */
function isSet(flag: unknown): boolean {
  return flag !== undefined && flag !== null && flag !== false && flag !== 0;
}

/** Whether a ban has ended. One without an end, or with an end that nobody can read, goes on. */
function isOver(end: unknown, nowMs: number): boolean {
  return (instantOf(end) ?? Infinity) <= nowMs;
}

/** A time of its database, in milliseconds since the epoch; NaN where nobody can read it, undefined where there is none. */
export function instantOf(time: unknown): number | undefined {
  if (time === undefined || time === null) return undefined;
  if (time instanceof Date) return time.getTime();
  return typeof time === "string" || typeof time === "number" ? new Date(time).getTime() : Number.NaN;
}
