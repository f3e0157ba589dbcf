/** The wildcard `*` of every type. */
export const STAR = 0;

/** A subject that was never met: no tuple names it. */
export const NOBODY = 1;

/** An object that was never met. Why another number: where both are of one type, they are not the same. */
export const NOTHING = 2;

/** The least number of an id that was met. */
export const FIRST = 3;
