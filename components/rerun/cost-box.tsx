"use client";
/** "7 jobs → 9 calls · about 1 m 50 s": the price before the press. */
import { cx } from "@/components/ui/cx";
import { Glyph } from "@/components/ui/glyph";
import { useNow } from "@/lib/client/clock";
import { formatInstant, plural } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { costLines } from "./cost-lines";
import type { Preview } from "./rerun-body";

export function CostBox({ preview, pending }: { preview: Preview; pending: boolean }) {
  const zone = useZone();
  const nowMs = useNow(60_000);
  const lines = costLines(preview, (at) => formatInstant(new Date(at), new Date(nowMs), zone));
  return (
    <section
      aria-label="Cost of this run"
      aria-live="polite"
      aria-busy={pending}
      className={cx(
        "rounded-md border border-rule bg-sunken px-3.5 py-2.5 transition-opacity",
        pending && "opacity-60",
      )}
    >
      <p className="font-medium text-large">
        {plural(preview.total_jobs, "job")} <span className="text-ink-3">→</span>{" "}
        {plural(preview.requests, "vendor call")}
      </p>
      <ul className="mt-0.5">
        {lines.map(({ key, text, warn }) => (
          <li
            key={key}
            className={cx("flex items-center gap-2", warn ? "text-warn-ink" : "text-ink-2")}
          >
            {warn ? <Glyph name="half" /> : null}
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
