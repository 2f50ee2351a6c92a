"use client";
/** The columns of a symbol's history. */
import { AppLink } from "@/components/ui/app-link";
import { JOB_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import {
  CALL_ANSWER,
  CALL_AT,
  CALL_EXECUTION,
  CALL_ID,
  CALL_PATH,
  CALL_ROWS,
  CALL_TOOK,
} from "@/components/ui/vendor-call-columns";
import { formatCount, formatDuration } from "@/lib/client/format";
import { JOB_STATUSES } from "@/lib/domain/vocabulary";
import type { VendorRequest } from "./request-words";
import type { SymbolData } from "./symbol-data";

type Run = SymbolData["runs"][number];
type Quarantined = SymbolData["quarantined"][number];
type Split = SymbolData["splits"][number];

function jobState(status: string) {
  return JOB_WORDS[JOB_STATUSES.find((known) => known === status) ?? "pending"];
}

export const RUN_COLUMNS: Column<Run>[] = [
  {
    key: "status",
    header: "Run",
    phone: "headline",
    cell: (row) => (
      <AppLink href={`/executions/${row.execution_id}`} className="underline-quiet">
        <Status state={jobState(row.status)} />
      </AppLink>
    ),
  },
  { key: "tf", header: "Timeframe", cell: (row) => row.timeframe },
  { key: "started", header: "Started", cell: (row) => <Time at={row.started_at} /> },
  {
    key: "took",
    header: "Took",
    align: "right",
    cell: (row) => formatDuration(row.duration_seconds),
  },
  {
    key: "new",
    header: "New bars",
    align: "right",
    cell: (row) => formatCount(row.records_inserted),
  },
  {
    key: "revised",
    header: "Revised",
    align: "right",
    cell: (row) => formatCount(row.records_changed),
  },
  {
    key: "error",
    header: "Error",
    phone: "bare",
    cell: (row) => <ErrorText text={row.error_message} />,
  },
];

export const REQUEST_COLUMNS: Column<VendorRequest>[] = [
  CALL_AT,
  CALL_ANSWER,
  CALL_PATH,
  CALL_TOOK,
  CALL_ROWS,
  CALL_ID,
  CALL_EXECUTION,
];

export const QUARANTINE_COLUMNS: Column<Quarantined>[] = [
  {
    key: "opened",
    header: "Bar of",
    phone: "headline",
    cell: (row) => (
      <>
        <Time at={row.opened_at} show="clock" /> <span className="text-ink-3">{row.timeframe}</span>
      </>
    ),
  },
  { key: "reason", header: "Refused because", phone: "bare", cell: (row) => row.reason },
  {
    key: "bar",
    header: "As it came",
    phone: "bare",
    cell: (row) => (
      <code className="wrap-anywhere text-ink-2 text-small">{JSON.stringify(row.bar)}</code>
    ),
  },
  {
    key: "seen",
    header: "Seen",
    align: "right",
    cell: (row) => `${formatCount(row.seen_count)} ×`,
  },
  { key: "last", header: "Last", cell: (row) => <Time at={row.last_seen_at} /> },
];

export const SPLIT_COLUMNS: Column<Split>[] = [
  { key: "day", header: "On", phone: "headline", cell: (row) => row.execution_date },
  {
    key: "ratio",
    header: "Ratio",
    cell: (row) => `${row.split_to} for ${row.split_from}`,
  },
  {
    key: "applied",
    header: "Features recomputed",
    cell: (row) =>
      row.applied_at ? (
        <Time at={row.applied_at} />
      ) : (
        <span className="text-warn-ink">not yet</span>
      ),
  },
];

function ErrorText({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <span className="line-clamp-2 text-bad-ink text-small" data-tip={text}>
      {text}
    </span>
  );
}
