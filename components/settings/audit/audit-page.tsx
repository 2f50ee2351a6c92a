"use client";
/** Who did what, when, from where and why. */
import { useQueryStates } from "nuqs";
import { RoleGate } from "@/components/settings/role-gate";
import { Button, buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { hrefOf } from "@/lib/client/call";
import { auditLogQuery } from "@/lib/client/settings-queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { AuditEntryLine } from "./audit-entry";
import { AuditFilterBar } from "./audit-filter-bar";
import {
  type AuditChange,
  type AuditFilters,
  auditParsers,
  auditQueryOf,
  isAuditNarrowed,
  NO_AUDIT_FILTERS,
} from "./audit-filters";

export function AuditPage() {
  const [filters, setFilters] = useQueryStates(auditParsers, { history: "replace" });
  const change = (next: AuditChange) => void setFilters(next);
  return (
    <div className="flex flex-col gap-4">
      <h1 className="font-serif text-title">Audit log</h1>
      <RoleGate needs="admin" title="Entries">
        <AuditFilterBar filters={filters} onChange={change} />
        <AuditList filters={filters} onChange={change} />
      </RoleGate>
    </div>
  );
}

function AuditList({
  filters,
  onChange,
}: {
  filters: AuditFilters;
  onChange: (change: AuditChange) => void;
}) {
  const query = useLiveQuery(auditLogQuery(auditQueryOf(filters)), filters.cursor === null);
  return (
    <QueryStates query={query} skeleton={<SkeletonRows rows={12} label="Loading the audit log" />}>
      {({ entries, next_cursor: next }) =>
        entries.length === 0 ? (
          <NoEntries filters={filters} onChange={onChange} />
        ) : (
          <>
            <ExportRow filters={filters} />
            <ol
              aria-label="Entries, newest first"
              className="divide-y divide-rule border-ink border-t"
            >
              {entries.map((entry) => (
                <AuditEntryLine key={entry.id} entry={entry} />
              ))}
            </ol>
            <Pages cursor={filters.cursor} next={next} onGo={onChange} />
          </>
        )
      }
    </QueryStates>
  );
}

/** Everything that the filter names, not only this page. */
function ExportRow({ filters }: { filters: AuditFilters }) {
  const query = auditQueryOf({ ...filters, cursor: null });
  return (
    <p className="mb-2 flex items-center justify-end gap-2 text-ink-3 text-small" data-screen-only>
      Export what is filtered:
      {(["csv", "ndjson"] as const).map((format) => (
        <a
          key={format}
          href={hrefOf("auditLog", { query: { ...query, format } })}
          download
          className={buttonClass("quiet", "small")}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  );
}

function NoEntries({
  filters,
  onChange,
}: {
  filters: AuditFilters;
  onChange: (change: AuditChange) => void;
}) {
  if (!isAuditNarrowed(filters)) {
    return (
      <Empty kind="nothing_yet" title="Nobody changed anything yet">
        Every change by a person or a key is noted here in the transaction that makes it.
      </Empty>
    );
  }
  return (
    <Empty
      kind="no_match"
      title="No entry matches"
      action={
        <Button size="small" onClick={() => onChange(NO_AUDIT_FILTERS)}>
          Clear the filters
        </Button>
      }
    />
  );
}
