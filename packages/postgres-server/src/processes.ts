import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine. One that has ended, and that nobody has asked after yet, is not there. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
}

/** All processes of this machine. */
export function processes(): readonly RunningProcess[] {
  // Small images of Linux have no `ps`; other systems have no `/proc`.
  if (process.platform === "linux") return readdirSync("/proc").filter(isNumber).flatMap(inProc);
  const lines = execFileSync("ps", ["-A", "-o", "pid=,stat=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines.flatMap((line) => running(line.trim().split(/\s+/)));
}

const isNumber = (name: string) => /^\d+$/.test(name);

function inProc(pid: string): readonly RunningProcess[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // `pid (name) state parent …`: the name may hold spaces and parentheses.
    return running([pid, ...stat.slice(stat.lastIndexOf(")") + 2).split(" ")]);
  } catch {
    // It ended meanwhile.
    return [];
  }
}

function running([pid, state, parent]: readonly (string | undefined)[]): readonly RunningProcess[] {
  // Where the first process of a container collects no orphans, the dead stay for ever.
  const isDead = state === undefined || /^[ZX]/.test(state);
  return isDead ? [] : [{ pid: Number(pid), parent: Number(parent) }];
}
