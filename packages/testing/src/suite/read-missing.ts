import type { YamlValue } from "../yaml/yaml-value.ts";

/**
 * What a conditional answer is expected to wait for: one name or several, `resource.amount`, or, where the object matters,
 * `resource.amount of invoice:1`.
 */
export function readMissing(value: YamlValue): readonly string[] {
  return value
    .oneOrMore()
    .map((each) => each.text())
    .filter((name) => name !== undefined);
}
