import type { Relata } from "@relata/core";
import type { CreatedKey, Keys } from "@relata/keys";

/**
 * A key that may do everything, where nobody may yet: otherwise no request could ever make one. Undefined where there is an
 * administrator, whoever that is.
 */
export async function firstKey(relata: Relata, keys: Keys): Promise<CreatedKey | undefined> {
  const admins = await relata.count({ object: "system:root:main", relation: "admin" });
  if (admins > 0) return undefined;
  return keys.create({ name: "first", kind: "root" });
}
