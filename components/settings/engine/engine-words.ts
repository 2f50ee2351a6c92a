/** How runs, steps and functions of the engine read. Pure. */
import type { StateWords } from "@/components/ui/state-words";
import type { RunStatus, RunStepStatus } from "@/lib/domain/vocabulary";

export const RUN_WORDS: Record<RunStatus, StateWords> = {
  queued: { word: "Queued", glyph: "clock", tone: "idle" },
  running: { word: "Running", glyph: "running", tone: "live" },
  completed: { word: "Completed", glyph: "check", tone: "ok" },
  failed: { word: "Failed", glyph: "cross", tone: "bad" },
  cancelled: { word: "Cancelled", glyph: "slash", tone: "idle" },
};

export const STEP_WORDS: Record<RunStepStatus, StateWords> = {
  waiting: { word: "Waits", glyph: "clock", tone: "idle" },
  running: { word: "Running", glyph: "running", tone: "live" },
  completed: { word: "Completed", glyph: "check", tone: "ok" },
  failed: { word: "Failed", glyph: "cross", tone: "bad" },
};

/** Without the app's name, which all of them begin with. */
export function functionName(functionId: string): string {
  return functionId.replace(/^candlewatch-/, "").replaceAll("-", " ");
}
