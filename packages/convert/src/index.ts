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
export { convertFgaModel, type ConvertedFgaModel } from "./openfga/convert-fga-model.ts";
export { convertOpenFga, type OpenFgaOptions } from "./openfga/convert-openfga.ts";
export {
  convertTuple,
  objectOf,
  requestContext,
  subjectOf,
  type FgaProblem,
  type FgaTarget,
  type FgaTuple,
} from "./openfga/fga-tuple.ts";
export { convertValidation } from "./spicedb/convert-validation.ts";
export { convertZed, type SpicedbOptions } from "./spicedb/convert-zed.ts";
export { convertJsonModels, type JsonModelOptions } from "./json-model/convert-json-models.ts";
export { convertFile, guessSource, SOURCE_KINDS, type ConvertOptions, type SourceKind } from "./convert-file.ts";
export { printSuite, type SuitePaths } from "./print-suite.ts";
