/** Thrown into whoever hands over to somebody who has broken off. */
class BrokenOff extends Error {}

/**
 * What a function hands over, one by one, as an iteration: `give` comes back once the next is asked for. Where whoever iterates
 * breaks off, `give` throws, and the iteration ends when the function has.
 */
export async function* handedOver<T>(
  run: (give: (value: T) => Promise<void>) => Promise<unknown>,
): AsyncGenerator<T, void, undefined> {
  let offer: ((given?: { readonly value: T }) => void) | undefined;
  let goOn: ((isWanted: boolean) => void) | undefined;
  const nextOffer = () => new Promise<{ readonly value: T } | undefined>((resolve) => (offer = resolve));
  let next = nextOffer();
  const done = run(
    (value) =>
      new Promise((resolve, reject) => {
        goOn = (isWanted) => (isWanted ? resolve() : reject(new BrokenOff()));
        offer?.({ value });
      }),
  );
  const end = () => offer?.();
  done.then(end, end);
  try {
    for (let given = await next; given !== undefined; given = await next) {
      next = nextOffer();
      yield given.value;
      goOn?.(true);
    }
    await done;
  } finally {
    goOn?.(false);
    await done.catch(() => undefined);
  }
}
