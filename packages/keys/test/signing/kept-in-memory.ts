import type { SigningKeyStore, StoredSigningKey } from "@relata/keys";

/** Rows in memory, under the law of the port, for tests of what stands above it; `rows` is there to be tampered with. */
export function keptInMemory(): SigningKeyStore & { readonly rows: StoredSigningKey[] } {
  const rows: StoredSigningKey[] = [];
  return {
    rows,
    list: async () => rows.toSorted((a, b) => a.generation - b.generation),
    add: async (key) => {
      if (rows.some(({ generation }) => generation === key.generation)) return false;
      rows.push(key);
      return true;
    },
    remove: async (kids) => {
      for (const kid of kids) {
        const at = rows.findIndex((row) => row.kid === kid);
        if (at !== -1) rows.splice(at, 1);
      }
    },
  };
}
