"use client";
/** Why a series is in its state: the questions in their order, the first that failed open, and what to do. */
import { openSeriesRerun } from "@/components/staleness/open-series-rerun";
import { openSnooze } from "@/components/staleness/open-snooze";
import { lagText, stateOf } from "@/components/staleness/series-words";
import { SnoozedNote } from "@/components/staleness/snoozed-note";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Status } from "@/components/ui/status";
import { useRoleReason } from "@/lib/client/use-role";
import type { SymbolData } from "./symbol-data";

type Series = SymbolData["series"][number];
type Step = Series["why"]["steps"][number];

export function WhyPanel({ series }: { series: Series }) {
  const operator = useRoleReason("operator");
  const { why } = series;
  const failed = why.steps.find(({ ok }) => ok === false);
  const state = stateOf(series, "market");
  return (
    <Card title="Why" note={series.timeframe}>
      <p className="verdict-text mb-1 text-large!">{why.verdict}</p>
      <p className="mb-3 flex flex-wrap gap-x-3">
        <Status state={state}>
          {state.word}
          {series.bars_behind ? ` by ${lagText(series.bars_behind)}` : ""}
        </Status>
        <code className="select-all text-ink-3 text-small">{series.reason}</code>
      </p>
      {series.snoozed_until ? (
        <div className="mb-3">
          <SnoozedNote
            series={series}
            until={series.snoozed_until}
            reason={series.snooze_reason}
            blocked={operator}
          />
        </div>
      ) : null}
      <ol className="border-rule border-t">
        {why.steps.map((step) => (
          <StepLine key={step.key} step={step} first={step === failed} />
        ))}
      </ol>
      {why.next_step ? (
        <div className="mt-3 border-ink border-l-2 py-1 pl-3">
          <p className="label">What to do</p>
          <p className="mb-2">{why.next_step}</p>
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              disabledReason={operator}
              onClick={() => openSeriesRerun([series])}
            >
              Re-run {series.symbol} {series.timeframe}…
            </Button>
            {series.snoozed_until ? null : (
              <Button size="small" disabledReason={operator} onClick={() => openSnooze([series])}>
                Snooze…
              </Button>
            )}
          </div>
        </div>
      ) : null}
    </Card>
  );
}

function glyphOf(ok: Step["ok"]): { glyph: GlyphName; tone: string; word: string } {
  if (ok === null) return { glyph: "ring", tone: "text-ink-3", word: "not reached" };
  return ok
    ? { glyph: "check", tone: "text-ok-ink", word: "fine" }
    : { glyph: "cross", tone: "text-bad-ink", word: "here it stops" };
}

function StepLine({ step, first }: { step: Step; first: boolean }) {
  const { glyph, tone, word } = glyphOf(step.ok);
  const head = (
    <>
      <Glyph name={glyph} className={cx("mt-1", tone)} />
      <span className="sr-only">{word}: </span>
      <span className={cx("min-w-0 grow", step.ok === null && "text-ink-3")}>
        <span className={first ? "font-medium" : undefined}>{step.question}</span>
        {step.ok === null ? null : <span className="block text-ink-2">{step.answer}</span>}
      </span>
    </>
  );
  if (step.detail === null) {
    return (
      <li className={cx("flex gap-2.5 border-rule border-b py-1.5", first && "bg-bad-wash px-2")}>
        {head}
      </li>
    );
  }
  return (
    <li className={cx("border-rule border-b", first && "bg-bad-wash px-2")}>
      <details open={first}>
        <summary className="flex list-none gap-2.5 py-1.5">
          {head}
          <span aria-hidden="true" className="text-ink-3">
            ⋯
          </span>
        </summary>
        <p className="wrap-anywhere whitespace-pre-line pb-2 pl-5.5 text-small">{step.detail}</p>
      </details>
    </li>
  );
}
