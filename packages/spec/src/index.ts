export { models } from "./arbitraries/models.ts";
export { IDS, NAMES, NOW, OBJECT_TYPES } from "./arbitraries/vocabulary.ts";
export { questions, worlds } from "./arbitraries/worlds.ts";
export { DESIGN_MODEL } from "./design-model.ts";
export { describeWorld, formatRewrite } from "./describe-world.ts";
export {
  readScenario,
  type ListQuestion,
  type ListText,
  type QuestionText,
  type Scenario,
  type ScenarioText,
} from "./scenario.ts";
export { specify } from "./specification.ts";
export type { Verdict, World, WorldQuestion } from "./world.ts";
