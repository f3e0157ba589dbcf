/** One question on its way. There is one for all questions of a quick check, since they are answered one after the other. */
export interface Asking {
  subject: number;
  /** Whether the groups of the subject are known: they are looked for when a group is first met. */
  isPlaced: boolean;
  /** The number of the question: what was marked under an earlier one is not marked. */
  number: number;
  /** Names that are open, and how many there were in all. */
  depth: number;
  visits: number;
  /** How far down among the open names something was met again; `NOTHING_OPEN` where nothing was. */
  lowest: number;
}

export const NOTHING_OPEN = 0x7fffffff;
