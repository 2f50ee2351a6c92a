import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { auditQueryOf, loadAuditFilters } from "@/components/settings/audit/audit-filters";
import { AuditPage } from "@/components/settings/audit/audit-page";
import { mayActAs } from "@/lib/auth/actor-type";
import { requirePageActor } from "@/lib/auth/page-actor";
import { auditLogQuery } from "@/lib/client/settings-queries";
import { auditLog } from "@/lib/contract/access";
import { viewAuditLog } from "@/lib/views/access";

export const metadata: Metadata = { title: "Audit log" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await requirePageActor();
  const asked = auditQueryOf(await loadAuditFilters(searchParams));
  const read = prefetch(auditLogQuery(asked), async () =>
    viewAuditLog(viewDeps(new Date()), auditLog.query.parse(asked)),
  );
  return (
    <Prefetched reads={mayActAs(role, "admin") ? [read] : []}>
      <AuditPage />
    </Prefetched>
  );
}
