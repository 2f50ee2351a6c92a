"use client";
/** Causes in two parts: those that want attention, and behind a press those that somebody chose to ignore. */
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/client/format";
import type { Cause } from "./cause";

export function CausesByAttention({
  causes,
  showsIgnored,
  onShowIgnored,
  none,
  children,
}: {
  causes: readonly Cause[];
  showsIgnored: boolean;
  onShowIgnored: (show: boolean) => void;
  /** Stands where no cause wants attention. */
  none: ReactNode;
  /** Draws one cause as a list item. */
  children: (cause: Cause) => ReactNode;
}) {
  const wanted = causes.filter(({ ignored }) => ignored === null);
  const ignored = causes.filter((cause) => cause.ignored !== null);
  return (
    <>
      {wanted.length === 0 ? (
        none
      ) : (
        <ul className="divide-y divide-rule">{wanted.map(children)}</ul>
      )}
      {ignored.length === 0 ? null : (
        <div className="mt-3 border-rule border-t pt-3">
          <Button
            size="small"
            variant="quiet"
            className="-ml-2.5"
            aria-expanded={showsIgnored}
            onClick={() => onShowIgnored(!showsIgnored)}
          >
            {showsIgnored ? "Hide" : "Show"} {formatCount(ignored.length)} ignored
          </Button>
          {showsIgnored ? (
            <ul aria-label="Ignored" className="divide-y divide-rule">
              {ignored.map(children)}
            </ul>
          ) : null}
        </div>
      )}
    </>
  );
}
