/** Every reason code in words, and what to do about it. */
import type { ReasonCode } from "./vocabulary";

export const REASON_SENTENCES: Record<ReasonCode, string> = {
  up_to_date: "Everything that is due is stored.",
  not_due_market_closed: "The market is closed and everything that was due is stored.",
  within_grace: "Bars are due but still within their grace.",
  provider_delay: "The next bar is finished; the provider's plan delivers it later.",
  run_in_progress: "A run is working on it right now.",
  run_overdue: "Bars are overdue and no run has tried to fetch them.",
  queued_throttled: "A run is waiting for its turn or for provider budget.",
  rate_limited: "The provider answered that too many requests were made.",
  provider_5xx: "The provider failed to answer properly.",
  auth_or_entitlement: "The provider refuses the key or the plan does not include this data.",
  provider_empty: "The provider answered without any bars.",
  insert_failed: "Bars arrived but could not be stored.",
  compute_failed: "Bars are stored but their features could not be computed.",
  false_fresh: "Features were computed recently, but from old bars.",
  never_backfilled: "This series has never been backfilled.",
  paused: "The series is paused.",
  symbol_inactive: "The symbol is not tracked any more.",
  unknown: "Bars are overdue, the last run succeeded, and nothing recorded explains it.",
};

export const NEXT_STEPS: Record<ReasonCode, string | null> = {
  up_to_date: null,
  not_due_market_closed: null,
  within_grace: null,
  provider_delay: null,
  run_in_progress: null,
  run_overdue: "Check the scheduler, or start a backfill of this series.",
  queued_throttled: "Wait, raise the request budget, or cancel what is ahead.",
  rate_limited: "Wait for the budget to refill, or lower the pace, then re-run.",
  provider_5xx: "Check the provider's status, then re-run.",
  auth_or_entitlement: "Check the key and the plan in the settings; re-running will not help.",
  provider_empty: "Check that the symbol is traded; the gap is asked for again once a day.",
  insert_failed: "Check database and disk with `npm run doctor`, then re-run.",
  compute_failed: "Re-run this series; the error names the bar if one is to blame.",
  false_fresh: "Re-run the fetch of this series, not only its features.",
  never_backfilled: "Start its first backfill.",
  paused: "Resume it.",
  symbol_inactive: "Activate the symbol to follow it again.",
  unknown: "Re-run this series and look at its requests.",
};
