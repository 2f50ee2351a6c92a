/** The newest changes in words: what happened to series, and what people did. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { Action, SeenSplits, StateChanges } from "@/lib/db/queries/read/recent-changes";
import { REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import type { Criticality, DataStatus } from "@/lib/domain/vocabulary";

type Change = z.output<(typeof ENDPOINTS.overview)["response"]>["changes"][number];

const LISTED = 20;

export function toChanges({
  states,
  actions,
  splits,
}: {
  states: readonly StateChanges[];
  actions: readonly Action[];
  splits: readonly SeenSplits[];
}): Change[] {
  return [...states.map(toStateChange), ...actions.map(toAction), ...splits.map(toSplit)]
    .sort((a, b) => (a.at > b.at ? -1 : 1))
    .slice(0, LISTED);
}

const TIER_WORDS: Record<Criticality, string> = {
  critical: "critical",
  standard: "standard",
  low_priority: "low-priority",
};
const BECAME: Record<DataStatus, string> = {
  current: "became current",
  behind: "fell behind",
  not_due: "came to rest",
  missing: "became missing",
};

function toStateChange(change: StateChanges): Change {
  const { series, example, criticality, dataStatus, reason } = change;
  const who = series === 1 ? example : `${series} ${TIER_WORDS[criticality]} series`;
  const isFault = dataStatus === "behind" || dataStatus === "missing";
  const why = isFault ? `: ${REASON_SENTENCES[reason].replace(/\.$/, "")}` : "";
  return {
    at: new Date(change.atMs).toISOString(),
    kind: "state",
    text: `${who} ${BECAME[dataStatus]}${why}`,
    href: `/staleness?criticality=${criticality}&data_status=${dataStatus}`,
  };
}

function toSplit({ atMs, splits, symbol, day, splitFrom, splitTo }: SeenSplits): Change {
  const others = splits === 1 ? "" : ` and ${splits - 1} more`;
  return {
    at: new Date(atMs).toISOString(),
    kind: "split",
    text: `${splitTo}-for-${splitFrom} split of ${symbol} on ${day}${others}: adjusted bars and features follow`,
    href: `/symbols/${symbol}?tab=splits`,
  };
}

/** What was done, as the end of a sentence that begins with who did it. */
const DID: Record<string, string> = {
  sign_in: "signed in",
  sign_in_refused: "was refused at the door",
  sign_out: "signed out",
  "password.change": "changed the password",
  "backfill.trigger": "started a backfill",
  "execution.cancel": "cancelled an execution",
  "execution.note": "wrote a note on an execution",
  "execution.pause": "paused an execution",
  "execution.resume": "resumed an execution",
  "execution.rerun_failed": "re-ran the failed jobs of an execution",
  "failures.rerun": "re-ran failed jobs",
  "symbol.rerun": "re-ran",
  "failure.resolve": "resolved a failure",
  "failures.ignore": "ignored an error",
  "failures.show": "showed an error again",
  "alert.acknowledge": "acknowledged an alert",
  "alert.snooze": "snoozed an alert",
  "schedule.pause": "paused the schedule",
  "schedule.resume": "resumed the schedule",
  "policy.edit": "changed the policy",
  "symbols.add": "added symbols",
  "retention.edit": "changed how long data is kept",
  "series.snooze": "snoozed",
  "series.wake": "ended the snooze of",
};
/** Of these the target says more than the verb. */
const NAMES_ITS_TARGET: ReadonlySet<string> = new Set([
  "symbol.rerun",
  "symbols.add",
  "series.snooze",
  "series.wake",
]);

function actionWords(action: string, target: string): string {
  const words = DID[action];
  if (words === undefined) return `${action.replaceAll(/[._]/g, " ")} ${target}`.trimEnd();
  return NAMES_ITS_TARGET.has(action) ? `${words} ${target}` : words;
}

function toAction({ atMs, actor, action, target, reason }: Action): Change {
  const because = reason ? `: ${reason}` : "";
  const execution = /^execution ([0-9a-f-]{36})$/.exec(target)?.[1];
  return {
    at: new Date(atMs).toISOString(),
    kind: "action",
    text: `${actor} ${actionWords(action, target)}${because}`,
    href: execution ? `/executions/${execution}` : null,
  };
}
