"use client";
/** The execution's log: search, levels, follow, download, and a link to every line. */
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { cx } from "@/components/ui/cx";
import { Empty } from "@/components/ui/empty";
import { inputClass } from "@/components/ui/field";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { hrefOf } from "@/lib/client/call";
import { executionLogQuery } from "@/lib/client/queries";
import { useLivePages } from "@/lib/client/use-live-pages";
import { detailParsers, LOG_LEVELS } from "./detail-filters";
import { LogLines } from "./log-lines";

export function LogTab({ id, running }: { id: string; running: boolean }) {
  const [filters, setFilters] = useQueryStates(detailParsers, { history: "replace" });
  const [follow, setFollow] = useState(running);
  const query = {
    ...(filters.level.length > 0 ? { level: filters.level.join(",") } : {}),
    ...(filters.text ? { text: filters.text } : {}),
  };
  const pages = useLivePages(executionLogQuery(id, query), running);
  const filtered = filters.level.length > 0 || filters.text !== "";
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2" data-screen-only>
        <input
          aria-label="Search the log"
          placeholder="Search the log"
          data-page-search
          value={filters.text}
          onChange={({ target }) => void setFilters({ text: target.value || null })}
          className={cx(inputClass, "pointer-fine:h-7! w-56! text-small")}
        />
        <fieldset className="flex gap-1.5">
          <legend className="sr-only">Level</legend>
          {LOG_LEVELS.map((level) => (
            <Chip
              key={level}
              pressed={filters.level.includes(level)}
              onToggle={() =>
                void setFilters({
                  level: filters.level.includes(level)
                    ? filters.level.filter((other) => other !== level)
                    : [...filters.level, level],
                })
              }
            >
              {level}
            </Chip>
          ))}
        </fieldset>
        <Chip pressed={follow} onToggle={() => setFollow(!follow)}>
          Follow
        </Chip>
        <a
          href={hrefOf("executionLog", {
            params: { id },
            query: { ...query, limit: 1000, format: "ndjson" },
          })}
          download={`execution-${id.slice(0, 8)}.ndjson`}
          className={cx(buttonClass("plain", "small"), "ml-auto")}
        >
          Download
        </a>
      </div>
      <QueryStates query={pages} skeleton={<SkeletonRows rows={14} label="Loading the log" />}>
        {(data) => {
          const lines = data.pages.flatMap((page) => page.lines);
          if (lines.length === 0) {
            return filtered ? (
              <Empty
                kind="no_match"
                title="No line matches"
                action={
                  <Button size="small" onClick={() => void setFilters({ level: null, text: null })}>
                    Show the whole log
                  </Button>
                }
              />
            ) : (
              <Empty kind="nothing_yet" title="Nothing has been logged yet" />
            );
          }
          return (
            <>
              <LogLines lines={lines} follow={follow} marked={filters.line} />
              {pages.hasNextPage ? (
                <Button
                  size="small"
                  className="mt-3"
                  busy={pages.isFetchingNextPage}
                  onClick={() => void pages.fetchNextPage()}
                >
                  Show later lines
                </Button>
              ) : null}
            </>
          );
        }}
      </QueryStates>
    </div>
  );
}
