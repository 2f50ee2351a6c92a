"use client";

import { ErrorNote } from "@/components/ui/error-note";

/** Drawn in place of a page that failed; the frame around it goes on. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="flex flex-col gap-4">
      <h1 className="verdict-text">This page could not be drawn.</h1>
      <ErrorNote error={error} onRetry={reset} />
      {error.digest ? <p className="text-ink-3 text-small">Digest {error.digest}</p> : null}
    </div>
  );
}
