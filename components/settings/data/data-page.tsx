"use client";
/** Storage and retention: what the database holds, what dropping old bars would free, the newest backup. */
import { useQuery } from "@tanstack/react-query";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatBytes } from "@/lib/client/format";
import { storageQuery } from "@/lib/client/settings-queries";
import { BackupCard } from "./backup-card";
import { DropCard } from "./drop-card";
import { RetentionCard } from "./retention-card";
import { TablesCard } from "./tables-card";

export function DataPage() {
  const storage = useQuery(storageQuery());
  return (
    <div className="flex flex-col gap-8">
      <h1 className="font-serif text-title">Data and retention</h1>
      <QueryStates query={storage} skeleton={<SkeletonRows rows={14} label="Loading storage" />}>
        {(data) => (
          <div className="flex flex-col gap-8">
            <p className="verdict-text">{formatBytes(data.database_bytes)} in the database.</p>
            <div className="grid gap-x-10 gap-y-8 desktop:grid-cols-2">
              <DropCard storage={data} />
              <RetentionCard storage={data} />
              <BackupCard backup={data.last_backup} />
            </div>
            <TablesCard storage={data} />
          </div>
        )}
      </QueryStates>
    </div>
  );
}
