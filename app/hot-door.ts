/**
 * The short way to the endpoints that are asked most: the process's own server offers every GET here first, and the
 * very same route handlers answer it ahead of Next's router. What is not listed goes the ordinary way.
 */

import { GET as staleness } from "@/app/api/v1/admin/features/staleness/route";
import { GET as executionHistory } from "@/app/api/v1/admin/scheduler/execution-history/route";
import { GET as schedulerHealth } from "@/app/api/v1/admin/scheduler-health/route";
import { GET as features } from "@/app/api/v1/features/quant/[symbol]/route";
import { GET as historical } from "@/app/api/v1/historical/[symbol]/route";
import { ROUTES } from "@/lib/contract/routes";
import type { RouteHandler } from "@/lib/http/respond";

const exact = new Map<string, RouteHandler>([
  [ROUTES.schedulerHealth.path, schedulerHealth],
  [ROUTES.staleness.path, staleness],
  [ROUTES.executionHistory.path, executionHistory],
]);

/** Paths that end in a symbol. */
const bySymbol: [prefix: string, handler: RouteHandler][] = [
  [ROUTES.historical.path.replace("{symbol}", ""), historical],
  [ROUTES.quantFeatures.path.replace("{symbol}", ""), features],
];

/** Null: not one of ours. */
export async function answerHot(request: Request): Promise<Response | null> {
  const { pathname } = new URL(request.url);
  const handler = exact.get(pathname);
  if (handler !== undefined) return handler(request, { params: Promise.resolve({}) });
  for (const [prefix, symbolHandler] of bySymbol) {
    if (!pathname.startsWith(prefix)) continue;
    const symbol = decodeSymbol(pathname.slice(prefix.length));
    return symbol === null ? null : symbolHandler(request, { params: Promise.resolve({ symbol }) });
  }
  return null;
}

function decodeSymbol(text: string): string | null {
  if (text === "" || text.includes("/")) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
