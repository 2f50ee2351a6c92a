"use client";
/** What became of each symbol that was added, and the way to its first bars. */
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Glyph } from "@/components/ui/glyph";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";

export function AddedSymbols({
  answer,
  onClose,
}: {
  answer: ResponseOf<"addSymbols">;
  onClose: () => void;
}) {
  const { added, reactivated } = answer;
  const symbols = [...added, ...reactivated];
  const backfill = () => {
    onClose();
    openRerun({
      title: `Backfill ${plural(symbols.length, "new symbol")}`,
      verb: "Backfill",
      choices: [{ key: "new", label: "What was just added", count: null, body: { symbols } }],
    });
  };
  const took = new Set(reactivated);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${plural(symbols.length, "symbol")} tracked`}
      description="The schedule fetches them at its next run; or fetch their history now."
      footer={
        <>
          <Button onClick={onClose}>Leave it to the schedule</Button>
          <Button variant="primary" onClick={backfill}>
            Backfill now…
          </Button>
        </>
      }
    >
      <ul className="divide-y divide-rule">
        {symbols.map((symbol) => (
          <li key={symbol} className="flex items-center gap-3 py-1.5">
            <Glyph name="check" className="text-ok-ink" />
            <AppLink href={`/symbols/${symbol}`} className="underline-quiet font-medium">
              {symbol}
            </AppLink>
            <span className="ml-auto text-ink-2">
              {took.has(symbol) ? "Taken up again; its bars were kept" : "New"}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
