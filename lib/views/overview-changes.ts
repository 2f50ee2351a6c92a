/** The newest changes in words: what happened to series, and what people did. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { Action, StateChanges } from "@/lib/db/queries/read/recent-changes";
import { REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import type { Criticality, DataStatus } from "@/lib/domain/vocabulary";

type Change = z.output<(typeof ENDPOINTS.overview)["response"]>["changes"][number];

const LISTED = 20;

export function toChanges(states: readonly StateChanges[], actions: readonly Action[]): Change[] {
  return [...states.map(toStateChange), ...actions.map(toAction)]
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

function toAction({ atMs, actor, action, target, reason }: Action): Change {
  const because = reason ? `, reason: ${reason}` : "";
  const execution = /^execution ([0-9a-f-]{36})$/.exec(target)?.[1];
  return {
    at: new Date(atMs).toISOString(),
    kind: "action",
    text: `${actor}: ${action} ${target}${because}`,
    href: execution ? `/executions/${execution}` : null,
  };
}
