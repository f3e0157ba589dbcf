import type { CreatedKey, Keys } from "@relata/keys";
import { isFailure } from "@relata/model";

const ADMINISTRATORS = { object: "system:root:main", relation: "admin" };

/**
 * A key that may do everything, where nobody may yet: otherwise no request could ever make one. Undefined where there is an
 * administrator, whoever that is. Law: of all that start on one store at once, one makes it.
 */
export async function firstKey(keys: Keys): Promise<CreatedKey | undefined> {
  try {
    // Why no question before: what another makes meanwhile would not be seen by it.
    return await keys.create({
      name: "first",
      kind: "root",
      preconditions: [{ must: "not_match", filter: ADMINISTRATORS }],
    });
  } catch (error) {
    if (isFailure(error, "precondition_failed")) return undefined;
    throw error;
  }
}
