"use client";
/** The failures that match by cause: how many, since when, and one button that runs them again. */
import { Spark } from "@/components/charts/spark";
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { causeWords } from "@/components/ui/cause-words";
import { cx } from "@/components/ui/cx";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";

type Cause = ResponseOf<"failureGroups">["groups"][number];

export function FailureCauses({
  causes,
  chosen,
  onChoose,
}: {
  causes: readonly Cause[];
  chosen: string | null;
  /** Null shows every cause again. */
  onChoose: (fingerprint: string | null) => void;
}) {
  return (
    <ul className="divide-y divide-rule">
      {causes.map((cause) => (
        <CauseLine
          key={cause.fingerprint}
          cause={cause}
          chosen={cause.fingerprint === chosen}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}

function CauseLine({
  cause,
  chosen,
  onChoose,
}: {
  cause: Cause;
  chosen: boolean;
  onChoose: (fingerprint: string | null) => void;
}) {
  const operator = useRoleReason("operator");
  const blocked = operator ?? (cause.unresolved === 0 ? "All of them are resolved" : null);
  return (
    <li
      className={cx(
        "grid items-center gap-x-8 gap-y-2 py-3 tablet:grid-cols-[minmax(0,1fr)_10rem_auto]",
        chosen && "-mx-3 bg-live-wash px-3",
      )}
    >
      <div className="min-w-0">
        <button
          type="button"
          aria-pressed={chosen}
          onClick={() => onChoose(chosen ? null : cause.fingerprint)}
          className="underline-quiet max-w-full break-words text-left font-medium"
        >
          {causeWords(cause.fingerprint)}
        </button>
        <p className="truncate text-ink-2" data-tip={cause.example}>
          {cause.example}
        </p>
        <p className="flex flex-wrap gap-x-4 text-ink-3 text-small">
          <span>
            {plural(cause.count, "failure")}, {formatCount(cause.unresolved)} unresolved
          </span>
          <span>{plural(cause.series, "series", "series")}</span>
          <span>{cause.criticalities.join(", ").replaceAll("_", " ")}</span>
          <span>
            first <Time at={cause.first_seen} />, last <Time at={cause.last_seen} />
          </span>
        </p>
      </div>
      <Spark
        values={cause.by_day}
        label={`Failures a day over 14 days: ${cause.by_day.join(", ")}`}
        className="text-bad-ink"
      />
      <Button
        size="small"
        disabledReason={blocked}
        onClick={() =>
          openRerun({
            title: `Re-run: ${causeWords(cause.fingerprint)}`,
            choices: [
              {
                key: "group",
                label: "Jobs with this error",
                count: cause.unresolved,
                body: { error_group: cause.fingerprint },
              },
            ],
          })
        }
      >
        Re-run this cause…
      </Button>
    </li>
  );
}
