import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { alertsQueryOf, loadAlertFilters } from "@/components/alerts/alert-filters";
import { AlertsPage } from "@/components/alerts/alerts-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { alertRulesQuery, alertsQuery } from "@/lib/client/queries";
import { alerts } from "@/lib/contract/alerts";
import { viewAlertRules } from "@/lib/views/alert-rules";
import { viewAlerts } from "@/lib/views/alerts";

export const metadata: Metadata = { title: "Alerts" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePageActor();
  const deps = viewDeps(new Date());
  const filters = await loadAlertFilters(searchParams);
  const asked = alertsQueryOf(filters);
  const list = prefetch(alertsQuery(asked), async () =>
    viewAlerts(deps, alerts.query.parse(asked)),
  );
  const rules = prefetch(alertRulesQuery(), () => viewAlertRules(deps));
  return (
    <Prefetched reads={filters.tab === "rules" ? [list, rules] : [list]}>
      <AlertsPage />
    </Prefetched>
  );
}
