export type {
  Conversion,
  Converted,
  ConvertedCheck,
  ConvertedObjects,
  ConvertedSubjects,
  ConvertedSuite,
  ConvertedTest,
  ExpectedOutcome,
} from "./converted.ts";
export { spanOf, type Origin } from "./origin.ts";
export { formatNote, formatRefusal, REFUSALS, type Note, type Refusal, type RefusalCode } from "./refusal.ts";
