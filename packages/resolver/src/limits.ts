/** What an evaluation is given besides the question. */
export interface Limits {
  /** Distinct nodes that the evaluation of one subject may visit. */
  readonly budget?: number;
  /** Where the work is counted, for whoever wants to know. Cost without it: none. */
  readonly work?: Work;
}

/**
 * The work of a question. It only grows, and over every run: what a run did that met something pending was done, and so was what
 * explains a decision. So it is the budget's count of an answer that came in one run, and more of one that did not.
 */
export interface Work {
  /** Nodes that were visited. */
  nodes: number;
}
