export { affectedNames, type AffectedNames } from "./access/affected-names.ts";
export type { AccessDiff, AccessGroup, Pair, Sample } from "./access/access-diff.ts";
export type { Answer } from "./access/answers.ts";
export type { AccessData, AccessOptions } from "./access/compare-access.ts";
export { diffAccess } from "./access/diff-access.ts";
export type { DiffReport, Marks } from "./report/diff-report.ts";
export { renderMarkdown } from "./report/render-markdown.ts";
export { renderText } from "./report/render-text.ts";
export { countedStranded, strandedKinds, type StrandedKind } from "./report/say-stranded.ts";
export { sayAccess, sayPair } from "./access/say-access.ts";
export { diffModels } from "./changes/diff-models.ts";
export type { ChangedPart, ModelChange } from "./changes/model-change.ts";
export type {
  Counterexample,
  CounterexampleOptions,
  CounterexampleSearch,
  SearchBounds,
} from "./counterexample/counterexample.ts";
export { findCounterexample } from "./counterexample/find-counterexample.ts";
export { sayInVain, sayQuestion, worldLines } from "./counterexample/say-search.ts";
