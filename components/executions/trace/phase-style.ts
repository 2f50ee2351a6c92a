/** Word and colour of every phase of a job. */
import type { Phase } from "./prepare-trace";

export const PHASE_STYLE: Record<Phase, { word: string; className: string }> = {
  queued: { word: "Queued", className: "bg-hover border border-rule" },
  wait: { word: "Throttled wait", className: "bg-warn" },
  backoff: { word: "Retry back-off", className: "bg-bad hatch" },
  fetch: { word: "Vendor", className: "bg-live" },
  insert: { word: "Insert", className: "bg-lost" },
  compute: { word: "Compute", className: "bg-ok" },
  other: { word: "Other", className: "bg-idle" },
};
