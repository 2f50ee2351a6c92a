"use client";
/** The failures one by one, newest first; ticked ones are run again or resolved together. */
import { useMemo, useState } from "react";
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { plural } from "@/lib/client/format";
import { useShortcuts } from "@/lib/client/shortcuts";
import { useRoleReason } from "@/lib/client/use-role";
import { FAILURE_COLUMNS, type Failure } from "./failure-columns";
import { ResolveDialog } from "./resolve-dialog";

export function FailureTable({ rows }: { rows: readonly Failure[] }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  const chosen = useMemo(() => rows.filter(({ id }) => ticked.has(String(id))), [rows, ticked]);
  return (
    <div>
      <SelectionBar chosen={chosen} onClear={() => setTicked(new Set())} />
      <DataTable
        caption="Failures, newest first"
        columns={FAILURE_COLUMNS}
        rows={rows}
        rowKey={({ id }) => String(id)}
        rowLabel={({ symbol, timeframe }) => `${symbol} ${timeframe}`}
        selection={{ keys: ticked, onToggle: toggle }}
      />
    </div>
  );
}

function SelectionBar({ chosen, onClear }: { chosen: readonly Failure[]; onClear: () => void }) {
  const operator = useRoleReason("operator");
  const [resolving, setResolving] = useState(false);
  const open = chosen.filter(({ resolved }) => !resolved);
  const none = chosen.length === 0 ? "Tick the failures first" : null;
  const shortcuts = useMemo(() => {
    const what = plural(chosen.length, "failure");
    return operator === null && chosen.length > 0
      ? [{ keys: "r", label: `Re-run ${what}`, run: () => rerun(chosen) }]
      : [];
  }, [operator, chosen]);
  useShortcuts(shortcuts);
  return (
    <div className="mb-2 flex min-h-7 flex-wrap items-center gap-2" data-screen-only>
      <Button size="small" disabledReason={operator ?? none} onClick={() => rerun(chosen)}>
        Re-run {chosen.length > 0 ? plural(chosen.length, "failure") : "selected"}…
      </Button>
      <Button
        size="small"
        disabledReason={operator ?? none ?? (open.length === 0 ? "All are resolved" : null)}
        onClick={() => setResolving(true)}
      >
        Resolve {open.length > 0 ? plural(open.length, "failure") : "selected"}…
      </Button>
      {chosen.length > 0 ? (
        <button type="button" onClick={onClear} className="underline-quiet text-small">
          Clear
        </button>
      ) : null}
      {resolving ? (
        <ResolveDialog
          failures={open}
          onClose={() => {
            setResolving(false);
            onClear();
          }}
        />
      ) : null}
    </div>
  );
}

/** Each series once, however often it failed. */
function rerun(failures: readonly Failure[]): void {
  const series = new Map(
    failures.map(({ symbol, timeframe }) => [`${symbol} ${timeframe}`, { symbol, timeframe }]),
  );
  openRerun({
    title: "Re-run selected failures",
    choices: [
      {
        key: "selected",
        label: "Selected series",
        count: series.size,
        body: { series: [...series.values()] },
      },
    ],
  });
}
