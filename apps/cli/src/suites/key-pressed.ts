import type { Surroundings } from "../surroundings.ts";

/**
 * Waits until one of the keys is pressed, or its character read. On a terminal without the need of a return key. An input
 * that ends presses nothing: what runs in the background ends by a signal.
 */
export async function keyPressed({ stdin }: Surroundings, keys: readonly string[]): Promise<void> {
  stdin.setRawMode?.(true);
  try {
    for await (const chunk of stdin) {
      const text = new TextDecoder().decode(chunk);
      if (keys.some((key) => text.includes(key))) return;
    }
  } finally {
    stdin.setRawMode?.(false);
  }
  await new Promise<never>(() => undefined);
}
