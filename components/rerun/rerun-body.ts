/** Puts the body of a re-run together from what was chosen, and says what is still missing. Pure. */
import type { ResponseOf } from "@/lib/client/call";
import type { BackfillBody, RerunChoice } from "./open-rerun";

export type Preview = ResponseOf<"previewBackfill">;
export type Job = Preview["jobs"][number];

export const PRIORITIES = [
  { value: "-5", label: "Low" },
  { value: "0", label: "Normal" },
  { value: "5", label: "High" },
] as const;
type Priority = (typeof PRIORITIES)[number]["value"];

export type RerunOptions = {
  newestFirst: boolean;
  priority: Priority;
  reason: string;
  /** Takes over what a running execution has not begun. */
  force: boolean;
};

/** Above this many jobs, or for everything, a reason is asked for. */
const REASON_FROM_JOBS = 50;

export const jobKey = (job: Job) => `${job.symbol} ${job.timeframe}`;

/**
 * What is previewed: the choice as it is, or, once rows were taken out, exactly the rows that remain.
 * @returns null when every row was taken out
 */
export function scopeBody(
  choice: RerunChoice,
  kept: readonly Job[] | null,
  options: Pick<RerunOptions, "newestFirst" | "priority">,
): BackfillBody | null {
  if (kept?.length === 0) return null;
  const { from, to } = choice.body;
  const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const scope =
    kept === null
      ? choice.body
      : { ...range, series: kept.map(({ symbol, timeframe }) => ({ symbol, timeframe })) };
  return {
    ...scope,
    ...(options.newestFirst ? { newest_first: true } : {}),
    ...(options.priority === "0" ? {} : { priority: Number(options.priority) }),
  };
}

/** The body that starts what was previewed. */
export function triggerBody(
  scope: BackfillBody,
  preview: Preview,
  options: RerunOptions,
): BackfillBody {
  const reason = options.reason.trim() || scope.reason;
  return {
    ...scope,
    token: preview.token,
    ...(reason ? { reason } : {}),
    ...(options.force ? { force: true } : {}),
  };
}

/** An empty body means everything that is active. */
function meansEverything(body: BackfillBody): boolean {
  return !(body.symbols || body.series || body.failed_of || body.error_group || body.criticality);
}

/** Why the button cannot be pressed yet; null = it can. */
export function rerunBlocker(input: {
  role: string | null;
  preview: Preview | undefined;
  scope: BackfillBody | null;
  options: RerunOptions;
}): string | null {
  const { role, preview, scope, options } = input;
  if (role !== null) return role;
  if (scope === null) return "Every job was taken out";
  if (preview === undefined) return "The preview is being worked out";
  if (preview.total_jobs === 0) return "There is nothing to run";
  const hasReason = Boolean(options.reason.trim() || scope.reason);
  const needsReason = meansEverything(scope) || preview.total_jobs > REASON_FROM_JOBS;
  return needsReason && !hasReason ? "Say why: this is a large run" : null;
}
