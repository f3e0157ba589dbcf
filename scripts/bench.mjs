// `npm run bench`: everything that is measured, or the parts behind `--`, as `npm run bench -- workload --quick`.
import { runApp } from "./run-app.mjs";

runApp("benchmarks", "bench");
