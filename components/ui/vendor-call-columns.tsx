/** How a vendor call looks, wherever calls are listed. */

import { formatCount, formatMs } from "@/lib/client/format";
import { AppLink } from "./app-link";
import { CopyId } from "./copy";
import type { StateWords } from "./state-words";
import { Status } from "./status";
import type { Column } from "./table-columns";
import { Time } from "./time";

/** What every list of calls knows of one. */
export type VendorCall = {
  started_at: string;
  path: string;
  /** Null: no answer came. */
  status: number | null;
  duration_ms: number;
  rows: number;
  error_message: string | null;
};

const ANSWERED: StateWords = { word: "OK", glyph: "check", tone: "ok" };
const REFUSED: StateWords = { word: "Refused", glyph: "half", tone: "warn" };
const BROKEN: StateWords = { word: "Failed", glyph: "cross", tone: "bad" };

export function answerState({
  status,
  error_message: error,
}: Pick<VendorCall, "status" | "error_message">): StateWords {
  if (status === 429) return REFUSED;
  return status !== null && status < 400 && error === null ? ANSWERED : BROKEN;
}

export const CALL_AT: Column<VendorCall> = {
  key: "at",
  header: "At",
  phone: "headline",
  cell: (row) => <Time at={row.started_at} show="clock" />,
};

export const CALL_ANSWER: Column<VendorCall> = {
  key: "status",
  header: "Answer",
  sortBy: (row) => row.status,
  cell: (row) => <Status state={answerState(row)}>{row.status ?? "No answer"}</Status>,
};

export const CALL_PATH: Column<VendorCall> = {
  key: "path",
  header: "Path",
  phone: "bare",
  className: "max-w-[34rem]",
  cell: (row) => (
    <>
      <span
        className="block truncate font-mono text-small max-tablet:whitespace-normal max-tablet:break-all"
        data-tip={row.path}
      >
        {row.path}
      </span>
      {row.error_message ? (
        <span className="block break-words text-bad-ink text-small">{row.error_message}</span>
      ) : null}
    </>
  ),
};

export const CALL_TOOK: Column<VendorCall> = {
  key: "ms",
  header: "Took",
  align: "right",
  sortBy: (row) => row.duration_ms,
  cell: (row) => formatMs(row.duration_ms),
};

export const CALL_ROWS: Column<VendorCall> = {
  key: "rows",
  header: "Rows",
  align: "right",
  sortBy: (row) => row.rows,
  cell: (row) => formatCount(row.rows),
};

export const CALL_ATTEMPT: Column<{ attempt: number }> = {
  key: "attempt",
  header: "Attempt",
  align: "right",
  sortBy: (row) => row.attempt,
  cell: (row) => row.attempt,
};

export const CALL_ID: Column<{ vendor_request_id: string | null }> = {
  key: "id",
  header: "Vendor's id",
  phone: "hidden",
  cell: (row) =>
    row.vendor_request_id ? (
      <CopyId value={row.vendor_request_id} label="vendor request id" short={10} />
    ) : (
      <span className="text-ink-3">–</span>
    ),
};

export const CALL_EXECUTION: Column<{ execution_id: string | null }> = {
  key: "execution",
  header: "Execution",
  align: "right",
  cell: (row) =>
    row.execution_id ? (
      <AppLink
        href={`/executions/${row.execution_id}?tab=requests`}
        className="underline-quiet font-mono text-small"
      >
        {row.execution_id.slice(0, 8)}
      </AppLink>
    ) : (
      "–"
    ),
};
