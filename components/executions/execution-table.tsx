"use client";
/** The executions, newest first: known rows are patched in place, new ones wait behind a button, two can be compared. */
import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Button, buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";
import { executionColumns } from "./execution-columns";
import { type ExecutionRow, holdNewRows } from "./execution-words";

export function ExecutionTable({ rows }: { rows: readonly ExecutionRow[] }) {
  const operator = useRoleReason("operator");
  const [newestShownAt, setNewestShownAt] = useState(rows[0]?.started_at ?? "");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const { shown, waiting } = holdNewRows(rows, newestShownAt);
  // Nothing was being read yet: there is nothing to hold steady.
  const visible = shown.length === 0 ? rows : shown;
  const toggle = (id: string) =>
    setPicked((before) =>
      before.includes(id) ? before.filter((other) => other !== id) : [...before, id].slice(-2),
    );
  return (
    <div>
      <div aria-live="polite" className="mb-2 flex min-h-7 flex-wrap items-center gap-3">
        {waiting > 0 && shown.length > 0 ? (
          <Button size="small" onClick={() => setNewestShownAt(rows[0]?.started_at ?? "")}>
            Show {waiting} new
          </Button>
        ) : null}
        <CompareBar rows={rows} picked={picked} onClear={() => setPicked([])} />
      </div>
      <DataTable
        caption="Executions, newest first"
        columns={executionColumns(visible, operator)}
        rows={visible}
        rowKey={({ execution_id }) => execution_id}
        rowLabel={({ execution_id }) => `execution ${execution_id.slice(0, 8)}`}
        selection={{ keys: new Set(picked), onToggle: toggle }}
      />
    </div>
  );
}

function CompareBar({
  rows,
  picked,
  onClear,
}: {
  rows: readonly ExecutionRow[];
  picked: readonly string[];
  onClear: () => void;
}) {
  if (picked.length === 0) {
    return (
      <span className="text-ink-3 text-small max-tablet:hidden">Tick two to compare them</span>
    );
  }
  const [older, newer] = rows
    .map(({ execution_id }) => execution_id)
    .filter((id) => picked.includes(id))
    .reverse();
  return (
    <div className="flex items-center gap-3 text-small">
      <span>{plural(picked.length, "execution")} picked</span>
      {older && newer ? (
        <AppLink
          href={`/executions/${newer}?tab=compare&with=${older}`}
          className={buttonClass("primary", "small")}
        >
          Compare
        </AppLink>
      ) : (
        <span className="text-ink-3">tick one more to compare</span>
      )}
      <button type="button" onClick={onClear} className="underline-quiet">
        Clear
      </button>
    </div>
  );
}
