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
export { convertValidation } from "./spicedb/convert-validation.ts";
export { convertZed, type SpicedbOptions } from "./spicedb/convert-zed.ts";
export { convertJsonModels, type JsonModelOptions } from "./json-model/convert-json-models.ts";
