/** How whole the sessions of the last 30 days are: a line that breaks where one is missing, and leads to the days. */
import { Spark } from "@/components/charts/spark";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { formatPct } from "@/lib/client/format";
import { type CoverageShare, coverageDaysHref, coverageWords } from "./coverage-words";

export function CoverageSpark({ share }: { share: CoverageShare | undefined }) {
  if (!share || share.pct === null) {
    const words = share ? "No session of the last 30 days was due" : "No bar of it is stored yet";
    return (
      <span className="text-ink-3" data-tip={words}>
        –<span className="sr-only"> {words}</span>
      </span>
    );
  }
  const { pct, sessions } = share;
  const words = coverageWords(share);
  const isWhole = share.missing_days.length === 0;
  return (
    <AppLink
      href={coverageDaysHref(share)}
      data-tip={words}
      className="flex items-center gap-2 max-tablet:inline-flex"
    >
      <span aria-hidden="true" className="block w-16 text-ok">
        <Spark values={sessions} label={words} top={1} markHoles className="h-4" />
      </span>
      <span className={cx("text-small", isWhole ? "text-ink-3" : "text-bad-ink")}>
        {formatPct(pct)}
      </span>
      <span className="sr-only">{words}. Show the days</span>
    </AppLink>
  );
}
