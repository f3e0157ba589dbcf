export { models } from "./arbitraries/models.ts";
export { NAMES, NOW, OBJECT_TYPES } from "./arbitraries/vocabulary.ts";
export { questions, worlds } from "./arbitraries/worlds.ts";
export { specify } from "./specification.ts";
export type { Verdict, World, WorldQuestion } from "./world.ts";
