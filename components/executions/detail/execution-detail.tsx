"use client";
/** One execution: what became of it, who wanted it and why, how far it is, and everything it did. */
import { useQueryStates } from "nuqs";
import { TraceTab } from "@/components/executions/trace/trace-tab";
import { QueryStates } from "@/components/ui/query-states";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { type TabItem, Tabs } from "@/components/ui/tabs";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";
import { executionQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { CompareTab } from "./compare-tab";
import { ConfigTab } from "./config-tab";
import { type DETAIL_TABS, detailParsers } from "./detail-filters";
import { DetailHeader } from "./detail-header";
import { JobsTab } from "./jobs-tab";
import { LogTab } from "./log-tab";
import { PrintSheet } from "./print-sheet";
import { ProgressPanel } from "./progress-panel";
import { RequestsTab } from "./requests-tab";

type TabKey = (typeof DETAIL_TABS)[number];

export function ExecutionDetail({ id }: { id: string }) {
  const execution = useLiveQuery(executionQuery(id));
  return (
    <QueryStates query={execution} skeleton={<DetailSkeleton />}>
      {(data) => <Loaded data={data} />}
    </QueryStates>
  );
}

function Loaded({ data }: { data: ResponseOf<"execution"> }) {
  const [filters, setFilters] = useQueryStates(detailParsers, { history: "push" });
  const id = data.execution.execution_id;
  const tabs: TabItem<TabKey>[] = [
    {
      key: "jobs",
      label: "Jobs",
      count: formatCount(data.jobs.length),
      content: <JobsTab data={data} />,
    },
    { key: "trace", label: "Trace", content: <TraceTab data={data} /> },
    {
      key: "requests",
      label: "Requests",
      count: formatCount(data.execution.total_requests),
      content: <RequestsTab id={id} />,
    },
    {
      key: "log",
      label: "Log",
      content: <LogTab id={id} running={data.execution.status === "running"} />,
    },
    {
      key: "config",
      label: "Config",
      count: data.config_changes.length > 0 ? `${data.config_changes.length} changed` : undefined,
      content: <ConfigTab data={data} />,
    },
    { key: "compare", label: "Compare", content: <CompareTab data={data} /> },
  ];
  return (
    <div className="flex flex-col gap-6">
      <DetailHeader data={data} />
      <ProgressPanel data={data} />
      <div className="print:hidden">
        <Tabs
          label="Parts of this execution"
          value={filters.tab}
          onChange={(tab) => void setFilters({ tab })}
          items={tabs}
        />
      </div>
      <PrintSheet data={data} />
    </div>
  );
}

function DetailSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <div className="border-rule border-l-4 py-1 pl-5">
        <Skeleton className="h-9 w-[min(36rem,80%)]" />
        <Skeleton className="mt-4 h-10 w-96 max-w-full" />
      </div>
      <Skeleton className="h-16" />
      <SkeletonRows rows={12} label="Loading the execution" />
    </div>
  );
}
