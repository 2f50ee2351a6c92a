"use client";
/** What went wrong, with the request's id and a way to try again; the rest of the page goes on. */
import { ApiProblem } from "@/lib/client/call";
import { Button } from "./button";
import { cx } from "./cx";
import { Glyph } from "./glyph";

export function ErrorNote({
  error,
  onRetry,
  keeping = false,
  className,
}: {
  error: Error;
  onRetry?: (() => void) | undefined;
  /** The rows below are the last known ones. */
  keeping?: boolean;
  className?: string;
}) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div
      role="alert"
      className={cx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 border-bad border-l-2 bg-bad-wash px-3 py-2",
        className,
      )}
    >
      <div className="min-w-0 grow basis-64">
        <p className="flex items-center gap-2 font-medium text-bad-ink">
          <Glyph name="triangle" />
          {problem?.title ?? "Something went wrong"}
        </p>
        <p className="text-ink-2">
          {problem ? problem.message : "This part of the page failed to draw."}
          {keeping ? " Showing what was last known." : ""}
        </p>
        {problem?.requestId ? (
          <p className="text-ink-3 text-small">
            Request <code className="select-all font-mono">{problem.requestId}</code>
          </p>
        ) : null}
      </div>
      {onRetry ? (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
