/** A row that a transaction made or ended. */
export interface Part<Value> {
  readonly transaction: number;
  readonly isMade: boolean;
  readonly value: Value;
}

/** What a transaction did to one key: made where there is no `before`, ended where there is no `after`, else replaced. */
export interface Paired<Value> {
  readonly transaction: number;
  readonly before?: Value;
  readonly after?: Value;
}

/** Puts together what belongs to one key of one transaction, in the order of keys. */
export function pairParts<Value>(
  parts: readonly Part<Value>[],
  compare: (a: Value, b: Value) => number,
): readonly Paired<Value>[] {
  const sorted = [...parts].sort((a, b) => a.transaction - b.transaction || compare(a.value, b.value));
  const pairs: Paired<Value>[] = [];
  let last: Part<Value> | undefined;
  for (const part of sorted) {
    const half = part.isMade ? { after: part.value } : { before: part.value };
    const isSame = last?.transaction === part.transaction && compare(last.value, part.value) === 0;
    const first = isSame ? pairs.pop() : undefined;
    pairs.push({ ...first, transaction: part.transaction, ...half });
    last = part;
  }
  return pairs;
}
