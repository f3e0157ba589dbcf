/** What a quick check says. `UNSURE` is no answer: the resolver has to be asked. */
export type Verdict = typeof DENIED | typeof ALLOWED | typeof UNSURE;

export const DENIED = 0;
export const ALLOWED = 1;
export const UNSURE = -1;
