import { describeWatch } from "./describe-watch.ts";
import { WATCHED } from "./open-watched.ts";

for (const [name, open] of WATCHED) describeWatch(name, open, 80);
