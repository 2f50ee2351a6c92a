"use client";
/** Changing a tracked symbol, or taking it out of the tracked ones. */
import { useState } from "react";
import { TIER_WORDS } from "@/components/staleness/series-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import type { ResponseOf } from "@/lib/client/call";
import { CRITICALITIES } from "@/lib/domain/vocabulary";
import { TimeframeBoxes } from "./timeframe-boxes";
import { useDeactivation, useSymbolChange } from "./use-symbol-change";

type Tracked = ResponseOf<"symbol">["symbol"];

export function EditDialog({ symbol, onClose }: { symbol: Tracked; onClose: () => void }) {
  const [name, setName] = useState(symbol.name ?? "");
  const [criticality, setCriticality] = useState(symbol.criticality);
  const [timeframes, setTimeframes] = useState(symbol.timeframes);
  const done = (title: string) => () => {
    notify({ title });
    onClose();
  };
  const change = useSymbolChange(symbol.symbol, done(`${symbol.symbol} is changed`));
  const deactivate = useDeactivation(
    symbol.symbol,
    done(`${symbol.symbol} is not tracked any more`),
  );
  const missing = timeframes.length === 0 ? "At least one timeframe" : null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Edit ${symbol.symbol}`}
      description="What is stored stays, whatever is changed here."
      footer={
        <>
          <ActivityButton
            active={symbol.active}
            busy={deactivate.isPending || change.isPending}
            onDeactivate={() => deactivate.mutate()}
            onActivate={() => change.mutate({ active: true })}
          />
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabledReason={missing}
            onClick={() => change.mutate({ name: name.trim() || null, criticality, timeframes })}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="Name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select
          label="Criticality"
          value={criticality}
          options={CRITICALITIES.map((value) => ({ value, label: TIER_WORDS[value] }))}
          onChange={setCriticality}
        />
        <TimeframeBoxes chosen={timeframes} onChange={setTimeframes} />
        {change.error ? <ErrorNote error={change.error} /> : null}
        {deactivate.error ? <ErrorNote error={deactivate.error} /> : null}
      </div>
    </Dialog>
  );
}

/** Taking a symbol out is asked twice. */
function ActivityButton({
  active,
  busy,
  onDeactivate,
  onActivate,
}: {
  active: boolean;
  busy: boolean;
  onDeactivate: () => void;
  onActivate: () => void;
}) {
  const [sure, setSure] = useState(false);
  if (!active) {
    return (
      <Button className="mr-auto" busy={busy} onClick={onActivate}>
        Track again
      </Button>
    );
  }
  return (
    <Button
      className="mr-auto"
      variant="danger"
      busy={busy}
      onClick={() => (sure ? onDeactivate() : setSure(true))}
    >
      {sure ? "Really stop tracking" : "Stop tracking…"}
    </Button>
  );
}
