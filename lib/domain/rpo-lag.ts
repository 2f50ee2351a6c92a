/** How much each series has lost against its recovery point objective, and the minutes of a stretch that were beyond it. */
import { MINUTE_MS } from "./calendar-days";
import type { Criticality } from "./vocabulary";

/** A series as far as the objective is concerned. Null: never, if nothing changes. */
export type RpoSeries = { criticality: Criticality; breachedFromMs: number | null };

export type RpoShare = {
  criticality: Criticality;
  /** Start of the slice. */
  startsMs: number;
  seriesMinutes: number;
  breachedMinutes: number;
};

/** The stretch [fromMs, toMs) cut at multiples of `sliceMs`, minutes summed over the series of each criticality. */
export function shareRpoMinutes(
  series: readonly RpoSeries[],
  { fromMs, toMs, sliceMs }: { fromMs: number; toMs: number; sliceMs: number },
): RpoShare[] {
  const tiers = groupTiers(series);
  const shares: RpoShare[] = [];
  const firstMs = Math.floor(fromMs / sliceMs) * sliceMs;
  for (let startsMs = firstMs; startsMs < toMs; startsMs += sliceMs) {
    const beginMs = Math.max(startsMs, fromMs);
    const endMs = Math.min(startsMs + sliceMs, toMs);
    for (const [criticality, { watched, breaches }] of tiers) {
      let breachedMs = 0;
      for (const [breachMs, count] of breaches) {
        breachedMs += count * Math.max(0, endMs - Math.max(beginMs, breachMs));
      }
      shares.push({
        criticality,
        startsMs,
        seriesMinutes: (watched * (endMs - beginMs)) / MINUTE_MS,
        breachedMinutes: breachedMs / MINUTE_MS,
      });
    }
  }
  return shares;
}

/** Series that share their watermarks share the instant of their breach: thousands of series, a few groups. */
function groupTiers(series: readonly RpoSeries[]) {
  const tiers = new Map<Criticality, { watched: number; breaches: Map<number, number> }>();
  for (const { criticality, breachedFromMs } of series) {
    const tier = tiers.get(criticality) ?? { watched: 0, breaches: new Map<number, number>() };
    tier.watched += 1;
    if (breachedFromMs !== null) {
      tier.breaches.set(breachedFromMs, (tier.breaches.get(breachedFromMs) ?? 0) + 1);
    }
    tiers.set(criticality, tier);
  }
  return tiers;
}
