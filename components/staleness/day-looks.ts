/** Word, colour and meaning of every look of a day; pattern tells them apart where colour does not. */
import type { COVERAGE_STATES } from "@/lib/contract/staleness";
import type { DayLook } from "./prepare-coverage";

type Look = { word: string; className: string; hint: string };

export const LOOKS: Record<DayLook, Look> = {
  complete: { word: "Complete", className: "bg-ok", hint: "every bar that was expected" },
  sparse: {
    word: "Thin, normal",
    className: "bg-ok opacity-55",
    hint: "fewer bars than minutes, as usual for this symbol",
  },
  part: {
    word: "Part missing",
    className: "bg-warn",
    hint: "some bars, but far fewer than usual; not confirmed yet",
  },
  missing: { word: "Missing", className: "bg-bad", hint: "no bar of a day that was traded" },
  empty: {
    word: "No trade",
    className: "border border-idle bg-idle-wash",
    hint: "asked again, and the provider confirmed that there is nothing",
  },
  outside: {
    word: "Out of reach",
    className: "bg-idle opacity-30",
    hint: "before the listing, or older than the plan or the history that is kept",
  },
  closed: {
    word: "Closed",
    className:
      "bg-[repeating-linear-gradient(-45deg,transparent_0_2px,var(--color-rule-strong)_2px_3px)] opacity-45",
    hint: "no session",
  },
  not_due: { word: "Not due yet", className: "bg-transparent", hint: "the day is not over" },
};

export const COVERAGE_WORDS: Record<(typeof COVERAGE_STATES)[number], string> = {
  complete: "Complete",
  sparse_normal: "Thin, which is normal for this symbol",
  confirmed_empty: "No trade, confirmed by the provider",
  missing: "Missing",
  before_listing: "Before the listing",
  beyond_plan: "Older than the plan or the history that is kept",
  closed: "Market closed",
  not_due: "Not due yet",
};
