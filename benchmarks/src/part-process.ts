import type { PartMessage } from "./run-part.ts";
import { yardstickNanos } from "./measuring/yardstick.ts";
import { PARTS } from "./parts/parts.ts";

/** The process of one part: its name, whether it is quick, the folder of its data and that of charts are its arguments. */
const [name = "", isQuick, folder = "", drawsInto = ""] = process.argv.slice(2);
// Whoever started it may be gone.
process.once("disconnect", () => process.exit());
const tell = (message: PartMessage) => process.send?.(message);

try {
  tell({ kind: "yardstick", nanos: yardstickNanos() });
  await PARTS[name]?.run({
    isQuick: isQuick === "true",
    folder,
    drawsInto: drawsInto === "" ? undefined : drawsInto,
    say: (doing) => tell({ kind: "say", doing }),
    add: (figure) => tell({ kind: "figure", figure }),
    leaveOut: (left) => tell({ kind: "leftOut", left }),
  });
  tell({ kind: "yardstick", nanos: yardstickNanos() });
} catch (error) {
  tell({ kind: "failure", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exitCode = 1;
}
// Whatever a part that failed has left open shall not keep it, once all has been told.
await new Promise((resolve) => process.send?.({ kind: "say", doing: "done" } satisfies PartMessage, resolve));
process.exit();
