"use client";
/** The failures that match by cause: how many, since when, and what to do about each. */
import type { ReactNode } from "react";
import { Spark } from "@/components/charts/spark";
import { causeWords } from "@/components/ui/cause-words";
import { cx } from "@/components/ui/cx";
import type { Cause } from "./cause";
import { CauseActions } from "./cause-actions";
import { CauseFacts } from "./cause-facts";
import { CausesByAttention } from "./causes-by-attention";

type Choice = {
  chosen: string | null;
  /** Null shows every cause again. */
  onChoose: (fingerprint: string | null) => void;
};

export function FailureCauses({
  chosen,
  onChoose,
  ...lists
}: Choice & {
  causes: readonly Cause[];
  showsIgnored: boolean;
  onShowIgnored: (show: boolean) => void;
  none: ReactNode;
}) {
  return (
    <CausesByAttention {...lists}>
      {(cause) => (
        <CauseLine key={cause.fingerprint} cause={cause} chosen={chosen} onChoose={onChoose} />
      )}
    </CausesByAttention>
  );
}

function CauseLine({ cause, chosen, onChoose }: Choice & { cause: Cause }) {
  const isChosen = cause.fingerprint === chosen;
  return (
    <li
      className={cx(
        "grid items-center gap-x-8 gap-y-2 py-3 tablet:grid-cols-[minmax(0,1fr)_10rem_auto]",
        isChosen && "-mx-3 bg-live-wash px-3",
      )}
    >
      <div className="min-w-0">
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={() => onChoose(isChosen ? null : cause.fingerprint)}
          className="underline-quiet max-w-full break-words text-left font-medium"
        >
          {causeWords(cause.fingerprint)}
        </button>
        <CauseFacts cause={cause} />
      </div>
      <Spark
        values={cause.by_day}
        label={`Failures a day over 14 days: ${cause.by_day.join(", ")}`}
        className="text-bad-ink"
      />
      <CauseActions cause={cause} rerun="Re-run this cause…" />
    </li>
  );
}
