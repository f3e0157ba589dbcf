import { demo } from "./demo.ts";

console.log(await demo());
