export { generateModule } from "./generate-module.ts";
