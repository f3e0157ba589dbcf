/** Whether a comparison holds of a first operand that is less than the second, the same, or more. */
export interface Holds {
  readonly less: boolean;
  readonly same: boolean;
  readonly more: boolean;
}

/** The same comparison with its operands turned round. */
export function turned({ less, same, more }: Holds): Holds {
  return { less: more, same, more: less };
}
