import type { JsonObject } from "@relata/model";
import * as fc from "fast-check";
import { aNumber, aWord } from "./rules.ts";

/** What is known: attributes of the resource and the subject, and what the request supplied. */
export interface Data {
  readonly resource: JsonObject;
  readonly subject: JsonObject;
  readonly context: JsonObject;
}

const resourceRecord = {
  flag: fc.boolean(),
  other: fc.boolean(),
  amount: aNumber,
  limit: aNumber,
  name: aWord,
  owner: aWord,
  numbers: fc.array(aNumber, { maxLength: 3 }),
  anything: fc.oneof(aNumber, aWord, fc.boolean()),
  labels: fc.dictionary(aWord, aWord, { maxKeys: 3 }),
  since: fc.constantFrom("2026-01-15T00:00:00Z", "2026-01-14T23:00:00Z", "9999-12-31T23:59:59Z"),
  lasts: fc.constantFrom("1h", "-1s", "0", "2562047h"),
};

/** Everything that the rules read, well typed. */
export const completeData: fc.Arbitrary<Data> = fc.record({
  resource: fc.record(resourceRecord),
  subject: fc.record({ amount: aNumber }),
  context: fc.record({ flag: fc.boolean() }),
});

/** The same, of which anything may be absent or of a wrong type. */
export const poorData: fc.Arbitrary<Data> = fc.record({
  resource: fc.record(
    {
      ...resourceRecord,
      amount: fc.oneof(aNumber, aWord, fc.constant(null)),
      flag: fc.oneof(fc.boolean(), aNumber),
      anything: fc.oneof(aNumber, aWord, fc.constant(null), fc.record({ a: aNumber }), fc.array(aNumber)),
      labels: fc.oneof(resourceRecord.labels, fc.dictionary(aWord, aNumber, { maxKeys: 1 })),
    },
    { requiredKeys: [] },
  ),
  subject: fc.record({ amount: aNumber }, { requiredKeys: [] }),
  context: fc.record({ flag: fc.boolean() }, { requiredKeys: [] }),
});

/** Data, and the same with some of it taken away. */
export const moreAndLess: fc.Arbitrary<readonly [Data, Data]> = fc
  .tuple(poorData, fc.array(fc.constantFrom(...Object.keys(resourceRecord))), fc.boolean(), fc.boolean())
  .map(([more, gone, subjectGone, contextGone]) => {
    const resource = Object.fromEntries(Object.entries(more.resource).filter(([name]) => !gone.includes(name)));
    const less = { resource, subject: subjectGone ? {} : more.subject, context: contextGone ? {} : more.context };
    return [more, less] as const;
  });
