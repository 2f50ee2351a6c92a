"use client";
/** Tracks many symbols at once: pasted, checked against the vendor, all or none. */
import { type FormEvent, useId, useState } from "react";
import { CLASS_WORDS, TIER_WORDS } from "@/components/staleness/series-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { SCROLLABLE } from "@/components/ui/scrollable";
import { Select } from "@/components/ui/select";
import { ApiProblem, type ResponseOf } from "@/lib/client/call";
import { formatCount, plural } from "@/lib/client/format";
import { useChange } from "@/lib/client/use-change";
import {
  ASSET_CLASSES,
  type AssetClass,
  CRITICALITIES,
  type Criticality,
  type Timeframe,
} from "@/lib/domain/vocabulary";
import { AddedSymbols } from "./added-symbols";
import { MOST_SYMBOLS, type PastedSymbols, readPasted, refusalsOf } from "./prepare-new-symbols";
import { TimeframeBoxes } from "./timeframe-boxes";

const USUAL_TIMEFRAMES: Timeframe[] = ["5m", "15m", "1h", "4h", "1d"];

export function AddDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [assetClass, setAssetClass] = useState<AssetClass>("stock");
  const [criticality, setCriticality] = useState<Criticality>("low_priority");
  const [timeframes, setTimeframes] = useState<Timeframe[]>(USUAL_TIMEFRAMES);
  const [sent, setSent] = useState<string[]>([]);
  const [added, setAdded] = useState<ResponseOf<"addSymbols"> | null>(null);
  const add = useChange("addSymbols", setAdded);
  const formId = useId();
  if (added) return <AddedSymbols answer={added} onClose={onClose} />;
  const pasted = readPasted(text);
  const refusals =
    add.error instanceof ApiProblem ? refusalsOf(add.error, sent) : new Map<string, string>();
  const blocked = whyNot(pasted, timeframes);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (blocked !== null || add.isPending) return;
    setSent(pasted.symbols);
    add.mutate({
      body: {
        symbols: pasted.symbols.map((symbol) => ({
          symbol,
          asset_class: assetClass,
          criticality,
          timeframes,
        })),
      },
    });
  };
  const leaveOut = () => {
    setText(pasted.symbols.filter((symbol) => !refusals.has(symbol)).join(" "));
    add.reset();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add symbols"
      description="Each is checked with the vendor first; either all are tracked or none."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={add.isPending}
            disabledReason={blocked}
          >
            {add.isPending
              ? `Asking the vendor about ${formatCount(pasted.symbols.length)}…`
              : `Add ${plural(pasted.symbols.length, "symbol")}`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <PasteBox text={text} pasted={pasted} onChange={setText} />
        {refusals.size > 0 ? <Refusals refusals={refusals} onLeaveOut={leaveOut} /> : null}
        {add.error && refusals.size === 0 ? <ErrorNote error={add.error} /> : null}
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          <Select
            label="Class"
            value={assetClass}
            options={ASSET_CLASSES.map((value) => ({ value, label: CLASS_WORDS[value] }))}
            onChange={setAssetClass}
          />
          <Select
            label="Criticality"
            value={criticality}
            options={CRITICALITIES.map((value) => ({ value, label: TIER_WORDS[value] }))}
            onChange={setCriticality}
          />
        </div>
        <TimeframeBoxes chosen={timeframes} onChange={setTimeframes} />
      </form>
    </Dialog>
  );
}

function whyNot({ symbols, invalid }: PastedSymbols, timeframes: readonly Timeframe[]) {
  if (invalid.length > 0) return `No symbol: ${invalid.slice(0, 5).join(", ")}`;
  if (symbols.length === 0) return "Paste at least one symbol";
  if (symbols.length > MOST_SYMBOLS) return `At most ${formatCount(MOST_SYMBOLS)} at once`;
  return timeframes.length === 0 ? "At least one timeframe" : null;
}

function PasteBox({
  text,
  pasted,
  onChange,
}: {
  text: string;
  pasted: PastedSymbols;
  onChange: (text: string) => void;
}) {
  const id = useId();
  const { symbols, invalid, repeated } = pasted;
  const notes = [
    plural(symbols.length, "symbol"),
    repeated.length > 0 ? `${repeated.join(", ")} stands there twice` : "",
  ].filter(Boolean);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-small">
        Symbols
      </label>
      <textarea
        id={id}
        rows={4}
        spellCheck={false}
        autoCapitalize="characters"
        value={text}
        placeholder="AAPL MSFT, BRK.B – spaces, commas or lines between them"
        aria-describedby={`${id}-note`}
        aria-invalid={invalid.length > 0 || undefined}
        onChange={(event) => onChange(event.target.value)}
        className="scroll-thin w-full rounded-md border border-rule-strong bg-raised p-2.5 font-mono placeholder:font-sans placeholder:text-ink-3 aria-invalid:border-bad pointer-coarse:text-[16px]"
      />
      <p
        id={`${id}-note`}
        aria-live="polite"
        className={invalid.length > 0 ? "text-bad-ink text-small" : "text-ink-3 text-small"}
      >
        {invalid.length > 0
          ? `No symbol: ${invalid.slice(0, 10).join(", ")}. Allowed: 1 to 20 of A–Z, 0–9, dot and dash.`
          : notes.join("; ")}
      </p>
    </div>
  );
}

function Refusals({
  refusals,
  onLeaveOut,
}: {
  refusals: ReadonlyMap<string, string>;
  onLeaveOut: () => void;
}) {
  return (
    <div role="alert" className="border-bad border-l-2 bg-bad-wash px-3 py-2">
      <p className="font-medium text-bad-ink">
        Nothing was added: {plural(refusals.size, "symbol")} cannot be.
      </p>
      <ul {...SCROLLABLE} className="mt-1 max-h-40 overflow-y-auto">
        {[...refusals].map(([symbol, message]) => (
          <li key={symbol} className="flex gap-3">
            <span className="w-20 shrink-0 font-medium">{symbol}</span>
            <span className="text-ink-2">{message}</span>
          </li>
        ))}
      </ul>
      <Button size="small" className="mt-2" onClick={onLeaveOut}>
        Leave {refusals.size === 1 ? "it" : "them"} out
      </Button>
    </div>
  );
}
