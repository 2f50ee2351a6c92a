/** The end of a list that comes page by page: back to its beginning, and on. Nothing when all of it is shown. */
import type { ReactNode } from "react";
import { Button } from "./button";

export function Pages({
  cursor,
  next,
  onGo,
  first = "← Newest",
  more = "Older →",
  hint,
}: {
  /** Of the page shown; null: the first. */
  cursor: string | null;
  /** Of the page after it; null: there is none. */
  next: string | null;
  onGo: (change: { cursor: string | null }) => void;
  first?: string;
  more?: string;
  /** Stands where the way back would, on the first page. */
  hint?: ReactNode;
}) {
  if (!cursor && !next && hint === undefined) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex justify-between gap-3 text-small">
      {cursor ? (
        <Button size="small" onClick={() => onGo({ cursor: null })}>
          {first}
        </Button>
      ) : (
        (hint ?? <span />)
      )}
      {next ? (
        <Button size="small" onClick={() => onGo({ cursor: next })}>
          {more}
        </Button>
      ) : null}
    </nav>
  );
}
